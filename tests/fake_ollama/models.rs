//! The models that the server says it has.

use serde_json::{Value, json};

/// A model. The figures are those of the real ones.
pub(super) struct Model {
    pub(super) name: &'static str,
    pub(super) digest: &'static str,
    pub(super) size: u64,
    family: &'static str,
    parameter_size: &'static str,
    context_length: u32,
    pub(super) capabilities: &'static [&'static str],
    /// In Go's language, or the Jinja of its GGUF where it came without.
    template: &'static str,
}

/// What the library has: the first three are there from the beginning, the others can be got.
pub(super) const LIBRARY: &[Model] = &[
    Model {
        name: "gemma3:4b",
        digest: "a2af6cc3eb7fa8be8504abaf9b04e88f17a119ec3f04a3addf55f92841195f5a",
        size: 3_338_801_804,
        family: "gemma3",
        parameter_size: "4.3B",
        context_length: 131_072,
        capabilities: &["completion"],
        template: "{{- range .Messages }}<start_of_turn>{{ .Role }}\n{{ .Content }}<end_of_turn>\n{{- end }}",
    },
    Model {
        name: "llama3.2:3b",
        digest: "a80c4f17acd55265feec403c7aef86be0c25983ab279d83f3bcd3abbcb5b8b72",
        size: 2_019_393_189,
        family: "llama",
        parameter_size: "3.2B",
        context_length: 131_072,
        capabilities: &["completion", "tools"],
        template: "{{ if .System }}{{ .System }}{{ end }}{{ .Prompt }}",
    },
    Model {
        name: "qwen3:4b",
        digest: "359d7dd4bcdab3d86b87d73ac27966f4dbb9f5efdfcc75d34a8764a09474fae7",
        size: 2_497_293_931,
        family: "qwen3",
        parameter_size: "4.0B",
        context_length: 40_960,
        capabilities: &["completion", "tools", "thinking"],
        template: "{{ bos_token }}{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}{{ eos_token }}\n{% endfor %}",
    },
    Model {
        name: "mistral:7b",
        digest: "6577803aa9a036369e481d648a2baebb381ebc6e897f2bb9a766a2aa7bfbc1cf",
        size: 4_372_824_384,
        family: "llama",
        parameter_size: "7.2B",
        context_length: 32_768,
        capabilities: &["completion", "tools"],
        template: "[INST] {{ .Prompt }} [/INST]",
    },
];

/// How many of the library's models a server has to begin with.
pub(super) const AT_FIRST: usize = 3;

impl Model {
    pub(super) fn can(&self, what: &str) -> bool {
        self.capabilities.contains(&what)
    }

    fn details(&self) -> Value {
        json!({
            "parent_model": "", "format": "gguf", "family": self.family, "families": [self.family],
            "parameter_size": self.parameter_size, "quantization_level": "Q4_K_M",
        })
    }

    /// Its entry in `/api/tags`. The list knows less of capabilities than `/api/show` does.
    pub(super) fn tag(&self) -> Value {
        let mut details = self.details();
        details["context_length"] = self.context_length.into();
        details["embedding_length"] = 2560.into();
        json!({
            "name": self.name, "model": self.name, "modified_at": "2026-11-23T09:12:59.019081562Z",
            "size": self.size, "digest": self.digest, "details": details, "capabilities": ["completion"],
        })
    }

    /// Its entry in `/api/ps`.
    pub(super) fn process(&self) -> Value {
        json!({
            "name": self.name, "model": self.name, "size": self.size, "digest": self.digest,
            "details": self.details(), "expires_at": "2026-11-23T09:19:31.014819556Z", "size_vram": 0,
            "context_length": 4096,
        })
    }

    /// The answer of `/api/show`. Lists are left out unless it is to be told at length.
    pub(super) fn show(&self, at_length: bool) -> Value {
        let tokens = at_length.then_some(["<|endoftext|>", "<|im_start|>", "<|im_end|>"]);
        let context_length = format!("{}.context_length", self.family);
        json!({
            "modelfile": format!("FROM {}\n", self.name),
            "parameters": "temperature                    1",
            "template": self.template,
            "details": self.details(),
            "model_info": {
                "general.architecture": self.family, context_length: self.context_length,
                "tokenizer.ggml.bos_token_id": 0, "tokenizer.ggml.eos_token_id": 2, "tokenizer.ggml.tokens": tokens,
            },
            "capabilities": self.capabilities,
            "modified_at": "2026-11-23T09:12:59.019081562Z",
        })
    }
}

/// The library's model of a name, which may leave out `latest`.
pub(super) fn find(name: &str) -> Option<&'static Model> {
    LIBRARY.iter().find(|model| model.name == name || model.name.strip_suffix(":latest") == Some(name))
}
