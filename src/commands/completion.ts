import { Args } from '@oclif/core';
import { BaseCommand } from './display/base-command.js';

/** Each asks octosync itself; where that knows nothing, the shell completes names of files. */
const scripts = {
  bash: `_octosync() {
  local IFS=$'\\n'
  COMPREPLY=($(octosync complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _octosync octosync`,
  zsh: `#compdef octosync
_octosync() {
  local -a found
  found=("\${(@f)$(octosync complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "\${found[1]}" ]]; then compadd -a found; else _files; fi
}
compdef _octosync octosync`,
} as const;

export default class Completion extends BaseCommand {
  static override summary = 'Print a script that lets a shell complete commands, options and their values.';
  static override description =
    'Names of instances and syncs are completed too, from octosync.yml. Put the first example into ~/.bashrc, or the second into ~/.zshrc, after compinit.';
  static override examples = [
    'eval "$(<%= config.bin %> completion bash)"',
    'eval "$(<%= config.bin %> completion zsh)"',
  ];
  static override args = {
    shell: Args.string({ ignoreStdin: true, description: 'The shell.', options: Object.keys(scripts), required: true }),
  };

  async run(): Promise<unknown> {
    const { args } = await this.parse(Completion);
    const script = args.shell === 'zsh' ? scripts.zsh : scripts.bash;
    this.log(script);
    return { shell: args.shell, script };
  }
}
