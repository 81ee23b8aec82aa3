# Step 1 of the runbook, "Plan": takes both spaces, keeps the snapshots in Git, and proposes what differs.
# Setup: docs/approval-in-ci.md. Octopus starts this with bash and gives it get_octopusvariable and the like.
set -euo pipefail

SOURCE="$(get_octopusvariable "Octosync.Source")"
DESTINATION="$(get_octopusvariable "Octosync.Destination")"
SYNC="$(get_octopusvariable "Octosync.Sync")"
REPOSITORY="$(get_octopusvariable "Octosync.Repository")"
VERSION="$(get_octopusvariable "Octosync.Version")"
DEV_API_KEY="$(get_octopusvariable "Octosync.SourceReadApiKey")"
PROD_API_KEY="$(get_octopusvariable "Octosync.DestinationReadApiKey")"
GIT_TOKEN="$(get_octopusvariable "Octosync.GitToken")"
export DEV_API_KEY PROD_API_KEY GIT_TOKEN

here="$PWD"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
# Git asks this for user and password: the token is in no argument and in no address.
cat > "$work/askpass" << 'ASKPASS'
#!/bin/sh
case "$1" in User*) echo octosync ;; *) printf '%s\n' "$GIT_TOKEN" ;; esac
ASKPASS
chmod 700 "$work/askpass"
export GIT_ASKPASS="$work/askpass" GIT_TERMINAL_PROMPT=0

npm install --silent --prefix "$work/octosync" --ignore-scripts "octosync@$VERSION"
PATH="$work/octosync/node_modules/.bin:$PATH"

# The whole history: with `base: git` the receipts in it tell what was synced last.
git clone --quiet "$REPOSITORY" "$work/repository"
cd "$work/repository"
git config user.name octosync
git config user.email octosync@example.com

# On the first night there is no such branch: it begins as a copy of the main one.
git fetch --quiet origin octosync/snapshots || git fetch --quiet origin HEAD
history="$work/history"
git worktree add --quiet --detach "$history" FETCH_HEAD
octosync snapshot "$SOURCE" --quiet --out "$history/snapshots/$SOURCE"
octosync snapshot "$DESTINATION" --quiet --out "$history/snapshots/$DESTINATION"
git -C "$history" add --all snapshots
git -C "$history" commit --quiet --message "Snapshots of $SOURCE and $DESTINATION"
compared="$(git -C "$history" rev-parse HEAD)"
# Another job may have pushed meanwhile: then on top of that, five times at most.
for attempt in 1 2 3 4 5; do
  if git -C "$history" push --quiet origin HEAD:refs/heads/octosync/snapshots; then break; fi
  if [ "$attempt" -eq 5 ]; then
    fail_step "The snapshots could not be pushed to octosync/snapshots; Git says why above. Nothing was compared."
  fi
  git fetch --quiet origin octosync/snapshots
  git -C "$history" rebase --quiet "$(git rev-parse FETCH_HEAD)"
done
# An apply that ended meanwhile is not in these snapshots: its receipt is no base for them.
git -C "$history" checkout --quiet --detach "$compared"

# There, with the configuration (and the signers that it names) of here: `base: git` looks for the receipt beside the changeset, in the history of that branch.
cd "$history"
mkdir -p "receipts/$SYNC"
code=0
octosync diff "snapshots/$SOURCE" "snapshots/$DESTINATION" --sync "$SYNC" --out "receipts/$SYNC/changeset.json" --config "$work/repository/octosync.yml" --force --exit-code || code=$?
# 0: nothing to do. 2: there are changes. 3: some of it is blocked or wrong. Anything else is a failure.
case "$code" in 0 | 2 | 3) ;; *) exit "$code" ;; esac
cd "$work/repository"
mv "$history/receipts/$SYNC/changeset.json" "$history/receipts/$SYNC/changeset.log.jsonl" .
# Gates and blocked entries are proposed where the policy wants signatures: whoever signs accepts each. Errors are not.
if [ "$code" -eq 3 ] && [ "$(node -p 'const { policy, errors, changes } = require(process.argv[1]); policy?.signed === "ssh" && policy.when === "always" && errors.length === 0 && changes.length > 0' "$PWD/changeset.json")" = true ]; then
  code=2
fi
set_octopusvariable "Code" "$code"

# Octopus fetches artifacts when the script has ended: they must be where the trap does not remove them.
octosync show changeset.json --details --format markdown --out "$here/changeset.md"
octosync show changeset.json --format html --out "$work/changeset.html"
cp changeset.json changeset.log.jsonl "$work/changeset.html" "$here"
new_octopusartifact "$here/changeset.html" "changeset.html"
new_octopusartifact "$here/changeset.md" "changeset.md"
new_octopusartifact "$here/changeset.json" "changeset.json"
new_octopusartifact "$here/changeset.log.jsonl" "changeset.log.jsonl"
if [ "$code" -eq 0 ]; then
  write_highlight "There is nothing to approve: nothing would be changed."
  exit 0
fi
if [ "$code" -eq 3 ]; then fail_step "Some entries are blocked or have errors; changeset.html names them."; fi

# The next step applies what is on this branch, and only if it has the digest that was approved.
git rm --quiet --force --ignore-unmatch changeset.approvals.json
git add --force changeset.json
git commit --quiet --message "Changeset for $DESTINATION"
git push --quiet --force origin HEAD:refs/heads/octosync/plan
digest="$(node -p 'require("./changeset.json").digest')"
set_octopusvariable "Digest" "$digest"
write_highlight "Changes for $DESTINATION are in the artifact changeset.html. Digest: $digest"
