import { Args } from '@oclif/core';
import { BaseCommand } from './display/base-command.js';

/** Each asks octosync itself; where that knows nothing, the shell completes names of files. */
const scripts: Readonly<Record<string, string>> = {
  bash: `_octosync() {
  local word
  COMPREPLY=()
  while IFS= read -r word; do COMPREPLY+=("$(printf %q "$word")"); done < <(octosync complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _octosync octosync`,
  zsh: `#compdef octosync
_octosync() {
  local -a found
  found=("\${(@f)$(octosync complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "\${found[1]}" ]]; then compadd -a found; else _files; fi
}
compdef _octosync octosync`,
  // A function or a script, as npm installs one on Windows, gets '--' only where it is quoted. A name with a blank or a quote
  // is offered in quotes; PowerShell takes typographic ones for quotes, too.
  powershell: `Register-ArgumentCompleter -Native -CommandName octosync -ScriptBlock {
  param($typed, $line, $cursor)
  $words = @($line.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.StartOffset -lt $cursor } |
    ForEach-Object { if ($_.StaticType -eq [string] -and $null -ne $_.Value) { $_.Value } else { $_.Extent.Text } })
  if ($line.Extent.EndOffset -lt $cursor) { $words += '' }
  # Before 7.3, an empty argument does not reach a program, and a quote has to be escaped.
  if ($PSNativeCommandArgumentPassing -notin 'Windows', 'Standard') {
    $words = @($words | ForEach-Object { if ($_ -eq '') { '""' } else { $_ -replace '"', '\\"' } })
  }
  octosync complete '--' @words 2>$null | ForEach-Object {
    $word = if ($_ -match '^[\\w./\\\\:=+-]+$') { $_ } else { "'" + ($_ -replace "['\\u2018-\\u201b]", '$0$0') + "'" }
    [System.Management.Automation.CompletionResult]::new($word, $_, 'ParameterValue', $_)
  }
}`,
};

export default class Completion extends BaseCommand {
  static override summary = 'Print a script that lets a shell complete commands, options and their values.';
  static override description =
    'Names of instances and syncs are completed too, from octosync.yml. Put the first example into ~/.bashrc, the second into ~/.zshrc, after compinit, or the third into the file that $PROFILE names in PowerShell.';
  static override examples = [
    'eval "$(<%= config.bin %> completion bash)"',
    'eval "$(<%= config.bin %> completion zsh)"',
    '<%= config.bin %> completion powershell | Out-String | Invoke-Expression',
  ];
  static override args = {
    shell: Args.string({ ignoreStdin: true, description: 'The shell.', options: Object.keys(scripts), required: true }),
  };

  async run(): Promise<unknown> {
    const { args } = await this.parse(Completion);
    const script = scripts[args.shell] ?? '';
    this.log(script);
    return { shell: args.shell, script };
  }
}
