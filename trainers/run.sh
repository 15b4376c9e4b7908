#!/usr/bin/env bash
# Runs the loaders of the trainers on files that a dsforge wrote, and says in a table what each of them took. Each
# trainer has an environment of its own, because what they pin excludes each other.
#   run.sh PROGRAM FOLDER [TRAINER …]
set -euo pipefail
program=$1 folder=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
export TRAINER_FILES=$folder/files TRAINER_RESULTS=$folder/results.jsonl PYTHONPATH=$here
export HF_HUB_OFFLINE=1 HF_HOME=$folder/huggingface TOKENIZERS_PARALLELISM=false CUDA_VISIBLE_DEVICES=
declare -A wants=(
    [datasets]='datasets==5.2.0 pandas==3.1.1'
    [openai]='openai==3.57.0'
    [together]='together==1.5.35'
    [mistral]='mistral-common==1.13.1'
    [mlx]='mlx-lm==0.32.2 mlx[cpu]'
    [trl]='trl==1.16.0'
    [llamafactory]='llamafactory==0.9.5'
    [axolotl]='axolotl==0.19.0'
)
mkdir -p "$folder"
[ -x "$folder/uvenv/bin/uv" ] || { python3 -m venv "$folder/uvenv" && "$folder/uvenv/bin/pip" install -q uv; }
# In one place, so that what several trainers want is there once.
export UV_CACHE_DIR=$folder/cache
# One torch for all of them, and what was built with it: what they pin is for graphics cards, which no loader needs.
printf '%s\n' torch==2.8.0 torchvision==0.23.0 torchaudio==2.8.0 >"$folder/override.txt"
rm -rf "$TRAINER_FILES" "$TRAINER_RESULTS"
python3 "$here/files.py" "$program" "$TRAINER_FILES"
[ $# -gt 0 ] || set -- datasets openai together mistral mlx trl llamafactory axolotl
failed=()
for trainer in "$@"; do
    [ -n "${wants[$trainer]:-}" ] || { echo "There is no trainer $trainer: ${!wants[*]}" >&2; exit 1; }
    if [ ! -e "$folder/$trainer/complete" ]; then
        echo "Installing ${wants[$trainer]}"
        "$folder/uvenv/bin/uv" venv -q --clear "$folder/$trainer"
        # shellcheck disable=SC2086  # several packages
        "$folder/uvenv/bin/uv" pip install -q --python "$folder/$trainer/bin/python" \
            --override "$folder/override.txt" ${wants[$trainer]}
        touch "$folder/$trainer/complete"
    fi
    echo "Asking $trainer"
    "$folder/$trainer/bin/python" "$here/check_$trainer.py" 2>"$folder/$trainer.log" >"$folder/$trainer.out" ||
        { failed+=("$trainer"); grep -B3 -A2 '^FAIL' "$folder/$trainer.out" || tail -n 3 "$folder/$trainer.log"; }
done
echo
[ ! -e "$TRAINER_RESULTS" ] || python3 "$here/summary.py" "$TRAINER_RESULTS"
[ ${#failed[@]} = 0 ] || { echo "Not all is well with: ${failed[*]}. What they said lies in $folder/*.log" >&2; exit 1; }
