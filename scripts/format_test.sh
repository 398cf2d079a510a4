#!/bin/bash
# Are the C++ and proto files of the source tree formatted as .clang-format says?
# $1 is the workspace's WORKSPACE file; in the runfiles it is a link into the source tree.
set -euo pipefail

root=$(dirname "$(readlink -f "$1")")
cd "$root"

readonly WANTED=14 # Other versions of clang-format differ in details.
clang_format=$(command -v clang-format-$WANTED || command -v clang-format) ||
  { echo "clang-format is not installed: run scripts/bootstrap"; exit 1; }
version=$("$clang_format" --version)
[[ $version =~ version\ $WANTED\. ]] ||
  echo "Note: the tree is formatted with clang-format $WANTED, but this is: $version"

# safe.directory: a checkout may belong to another user, as in a container.
list=$(git -c safe.directory="$root" ls-files -- '*.cc' '*.h' '*.proto')
files=()
while IFS= read -r file; do
  [[ ! -f $file ]] || files+=("$file") # Deleted, but not yet in the index.
done <<<"$list"
((${#files[@]})) || { echo "There are no files to look at in '$root'"; exit 1; }
echo "Looking at ${#files[@]} files with $version"

check=("$clang_format" --style=file --fallback-style=none --dry-run -Werror -ferror-limit=3)
"${check[@]}" "${files[@]}" 2>/dev/null && exit 0

bad=()
for file in "${files[@]}"; do
  "${check[@]}" "$file" || bad+=("$file")
done
((${#bad[@]})) || exit 0

echo
echo "${#bad[@]} files are not formatted:"
printf '  %s\n' "${bad[@]}"
echo "To format them:"
echo "  $(basename "$clang_format") -i ${bad[*]}"
exit 1
