"""``completion``: the script that teaches a shell our commands, options and names."""

from __future__ import annotations

import click

from pos_emulator.commands.command import COMPLETE_VARIABLE, PROGRAM, Example, ExampleCommand, OneOf

SHELLS = ("bash", "zsh", "fish")
EXAMPLES = (Example("pos-emulator completion bash > pos-emulator.bash", "then: source pos-emulator.bash"),)


@click.command(cls=ExampleCommand, examples=EXAMPLES)
@click.argument("shell", type=OneOf("shell", lambda: SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the shell completion script.

    Source it in the start-up file of the shell, ~/.bashrc or ~/.zshrc; fish reads
    ~/.config/fish/completions/pos-emulator.fish by itself.
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    script = found(ctx.find_root().command, {}, PROGRAM, COMPLETE_VARIABLE)
    # Not source(): it starts the shell to ask its version, and there may be none of that kind here.
    click.echo(script.source_template % script.source_vars())
