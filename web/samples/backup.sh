#!/usr/bin/env bash
# Packs a folder into a dated archive and keeps the newest ones only.
set -euo pipefail

backups="${BACKUPS:-$HOME/backups}"
keep=10

usage() {
  echo "Usage: ${0##*/} [-k COUNT] FOLDER" >&2
  exit 1
}

die() {
  echo "error: $*" >&2
  exit 1
}

prune() {
  ls -t "$backups"/*.tar.gz | tail -n "+$((keep + 1))" | while IFS= read -r old; do
    rm -f "$old"
    echo "removed ${old##*/}"
  done
}

while getopts "k:h" option; do
  case "$option" in
    k) keep=$OPTARG ;;
    *) usage ;;
  esac
done
shift $((OPTIND - 1))

[[ $# -eq 1 ]] || usage
folder=$1
[[ -d $folder ]] || die "$folder is no folder"
command -v tar > /dev/null || die "tar is not installed"

mkdir -p "$backups"
archive="$backups/$(basename "$folder")-$(date +%F).tar.gz"
tar -czf "$archive" -C "$folder" . && echo "wrote $archive"
prune
