import os
from dsforge import AuthenticatedClient, Client
from dsforge.api.account import setup
from dsforge.api.datasets import create_dataset
from dsforge.api.examples import add_examples
from dsforge.api.exports import export_dataset
from dsforge.api.generation import generate
from dsforge.api.templates import create_template
from dsforge.models import DatasetInput, ExampleInput, RunInput, SetupInput, TemplateInput

url = os.environ["DSFORGE_URL"] + "/api"
me = setup.sync(client=Client(url), body=SetupInput(username="ada", name="Ada", password="three words and a number 7"))
ada = AuthenticatedClient(url, token=me.token)
template = create_template.sync(client=ada, body=TemplateInput.from_dict({
    "name": "Explain a clause", "system_prompt": "You explain contracts.", "user_prompt": "Explain: {clause}",
    "slots": ["clause"], "is_tool_calling_template": False, "tool_definitions": []}))
slots = {"clause": "Rent is due on the first."}
answers = generate.sync(client=ada, body=RunInput.from_dict(
    {"template_id": template.id, "slots": slots, "count": 2, "model": "demo/writer"}))
dataset = create_dataset.sync(client=ada, body=DatasetInput(name="lease-clauses"))
add_examples.sync_detailed(dataset.id, client=ada, body=[ExampleInput.from_dict(
    {"system_prompt": "You explain contracts.", "variation_prompt": a.variation, "slots": slots, "output": a.output})
    for a in answers])
lines = export_dataset.sync(dataset.id, client=ada, template_id="mlx_chat").payload.read().decode().splitlines()
print(len(lines), "lines; the first:", lines[0][:120])
