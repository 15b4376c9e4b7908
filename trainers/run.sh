#!/usr/bin/env bash
# Runs the loaders of the trainers on files that a dsforge wrote. Each trainer has an environment of its own, because
# what they pin excludes each other.   run.sh PROGRAM FOLDER [TRAINER …]
set -euo pipefail
program=$1 folder=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
export TRAINER_FILES=$folder/files PYTHONPATH=$here HF_HUB_OFFLINE=1 TOKENIZERS_PARALLELISM=false CUDA_VISIBLE_DEVICES=
declare -A wants=(
    [openai]='openai==3.57.0'
    [together]='together==1.5.35'
    [mistral]='mistral-common==1.13.1'
    [mlx]='mlx-lm==0.32.2 mlx[cpu]'
    [trl]='trl==1.16.0 torch==2.8.0'
    [llamafactory]='llamafactory==0.9.5 torch==2.8.0'
    [axolotl]='axolotl==0.19.0 torch==2.8.0'
)
mkdir -p "$folder"
[ -x "$folder/uvenv/bin/uv" ] || { python3 -m venv "$folder/uvenv" && "$folder/uvenv/bin/pip" install -q uv; }
export UV_CACHE_DIR=$folder/cache
# One torch for all of them: what they pin is for graphics cards, which no loader needs.
echo 'torch==2.8.0' >"$folder/override.txt"
rm -rf "$TRAINER_FILES"
python3 "$here/files.py" "$program" "$TRAINER_FILES"
[ $# -gt 0 ] || set -- openai together mistral mlx trl llamafactory axolotl
failed=()
for trainer in "$@"; do
    if [ ! -x "$folder/$trainer/bin/python" ]; then
        "$folder/uvenv/bin/uv" venv -q "$folder/$trainer"
        # shellcheck disable=SC2086  # several packages
        "$folder/uvenv/bin/uv" pip install -q --python "$folder/$trainer/bin/python" \
            --override "$folder/override.txt" ${wants[$trainer]}
    fi
    "$folder/$trainer/bin/python" "$here/check_$trainer.py" 2>"$folder/$trainer.log" || failed+=("$trainer")
done
[ ${#failed[@]} = 0 ] || { echo "Not all is well with: ${failed[*]}. What they said lies in $folder/*.log" >&2; exit 1; }
