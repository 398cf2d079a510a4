"""The plan as commands for a shell."""
import shlex


def shell_script(plan, last_step):
    blocks = ["\n".join(["set -eu", shlex.join(["rm", "-rf", plan.work]), shlex.join(["mkdir", "-p", *plan.directories()])])]
    for pipe in plan.pipes:
        blocks.append(f"# {pipe.label}\n{redirected(pipe)}")
    blocks.append("# sh sees only the last status of a pipe; the tools' accounts tell whether all went well.\n" + shlex.join(last_step))
    return "\n\n".join(blocks) + "\n"


def redirected(pipe):
    """The command of a pipe, with its output."""
    stages = " \\\n  | ".join(shlex.join(stage.argv) for stage in pipe.stages)
    return f"{stages} \\\n  > {shlex.quote(pipe.output)}"
