# Step 3 of the runbook, "Apply": applies exactly what was approved in step 2, in the name of who approved it.
# Setup: docs/approval-in-ci.md. Octopus starts this with bash and gives it get_octopusvariable and the like.
set -euo pipefail

DESTINATION="$(get_octopusvariable "Octosync.Destination")"
SYNC="$(get_octopusvariable "Octosync.Sync")"
REPOSITORY="$(get_octopusvariable "Octosync.Repository")"
VERSION="$(get_octopusvariable "Octosync.Version")"
PROD_API_KEY="$(get_octopusvariable "Octosync.DestinationWriteApiKey")"
GIT_TOKEN="$(get_octopusvariable "Octosync.GitToken")"
export PROD_API_KEY GIT_TOKEN
digest="$(get_octopusvariable "Octopus.Action[Plan].Output.Digest")"
approver="$(get_octopusvariable "Octopus.Action[Approve].Output.Manual.ResponsibleUser.Username")"
notes="$(get_octopusvariable "Octopus.Action[Approve].Output.Manual.Notes" | tr '\r\n' '  ')"

here="$PWD"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cat > "$work/askpass" << 'ASKPASS'
#!/bin/sh
case "$1" in User*) echo octosync ;; *) printf '%s\n' "$GIT_TOKEN" ;; esac
ASKPASS
chmod 700 "$work/askpass"
export GIT_ASKPASS="$work/askpass" GIT_TERMINAL_PROMPT=0

npm install --silent --prefix "$work/octosync" --ignore-scripts "octosync@$VERSION"
PATH="$work/octosync/node_modules/.bin:$PATH"

# The configuration, and with it the policy, is that of the main branch; from the plan's branch come the changeset and its records.
git clone --quiet "$REPOSITORY" "$work/repository"
cd "$work/repository"
rm -f changeset.approvals.json changeset.journal.jsonl changeset.before.jsonl
for name in changeset.{json,approvals.json,journal.jsonl,before.jsonl}; do
  if git cat-file -e "origin/octosync/plan:$name" 2> /dev/null; then git checkout --quiet origin/octosync/plan -- "$name"; fi
done
git config user.name octosync
git config user.email octosync@example.com

# Where the policy wants signatures, the records on that branch count: apply checks each. Elsewhere only what was said in this run does.
signed="$(node -p 'const { policy } = require(process.argv[1]); policy?.signed === "ssh" && policy.when === "always"' "$PWD/changeset.json")"
if [ "$signed" != true ]; then
  rm -f changeset.approvals.json
  octosync approve changeset.json --by "$approver" --comment "${notes:-Approved in the runbook}"
fi

# 5: stopped part-way. The journal beside the changeset lets the next run go on where this one stopped.
for attempt in 1 2 3; do
  code=0
  octosync apply changeset.json "$DESTINATION" --expect-digest "$digest" --require-approval --yes || code=$?
  if [ "$code" -ne 5 ]; then break; fi
  write_warning "Attempt $attempt stopped part-way."
  sleep "${RETRY_SECONDS:-60}"
done

# One file that tells all of it, and can be checked.
if [ "$code" -eq 0 ]; then
  octosync verify changeset.json "$DESTINATION" || write_warning "The destination is not what the changeset says."
fi
octosync evidence changeset.json --out evidence.zip || write_warning "The bundle of evidence is not sound."

# The record, whatever the end was: artifacts, and a tag in Git. The branch keeps the journal for another attempt.
for name in changeset.{approvals.json,journal.jsonl,before.jsonl,cleanup.md,cleanup.json,cleanup.csv,receipt.json,verify.json,log.jsonl} evidence.zip; do
  if [ -f "$name" ]; then
    cp "$name" "$here"
    new_octopusartifact "$here/$name" "$name"
  fi
done
for name in approvals.json journal.jsonl before.jsonl receipt.json; do
  if [ -f "changeset.$name" ]; then git add --force "changeset.$name"; fi
done
git commit --quiet --allow-empty --message "Applied to $DESTINATION, exit code $code: $digest"
git push --quiet --force origin HEAD:refs/heads/octosync/plan "HEAD:refs/tags/octosync-applied/${digest:7:12}"

# The base of the next plan: the receipt goes to the branch of the snapshots. Another run may have pushed meanwhile: then on top
# of that, five times at most. It starts nothing, and the message keeps a CI from it, too.
keep_receipt() {
  git fetch --quiet --depth=1 origin octosync/snapshots && git worktree add --quiet --detach "$work/history" FETCH_HEAD || return 1
  receipt="receipts/$SYNC/changeset.receipt.json"
  mkdir -p "$work/history/receipts/$SYNC"
  cp changeset.receipt.json "$work/history/$receipt"
  git -C "$work/history" add --force "$receipt"
  git -C "$work/history" commit --quiet --message "Receipt of $SYNC: $digest [skip ci]" || return 1
  for attempt in 1 2 3 4 5; do
    if git -C "$work/history" push --quiet origin HEAD:refs/heads/octosync/snapshots; then return 0; fi
    git fetch --quiet origin octosync/snapshots && git -C "$work/history" rebase --quiet "$(git rev-parse FETCH_HEAD)" || return 1
  done
  return 1
}

case "$code" in
  0)
    write_highlight "Applied. What is left for a person is in the artifact changeset.cleanup.md."
    if ! keep_receipt; then
      fail_step "The changes are applied, but their receipt is not on octosync/snapshots; Git says why above. Left to do: let the token push there, and retry this step (nothing is written twice). Until then, plans compare with the base before this one."
    fi
    ;;
  3) fail_step "Refused: the policy of the destination wants more approvals, or a finding is not accepted. Nothing was written." ;;
  4) fail_step "The destination has changed since its snapshot. Nothing was written: run the runbook again." ;;
  5) fail_step "Stopped part-way. Retry this step: it goes on where it stopped." ;;
  *) fail_step "octosync ended with $code; the log is among the artifacts." ;;
esac
