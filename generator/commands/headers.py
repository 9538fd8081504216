"""Print the HTTP headers that belong to the site, for the configuration of a server."""

import argparse

from generator.commands.options import Make, Options
from generator.render import policy
from generator.render.outputs import Finished


def arguments(parser: argparse.ArgumentParser) -> None:
    told = "whose words to use; _headers is the file that static hosts read"
    parser.add_argument("server", choices=policy.SERVERS, help=told)


def run(make: Make, options: Options, asked: argparse.Namespace) -> str:
    """Return the HTTP headers that belong to the site, in the words of a server."""
    pages = (output.known.code for output in make(options).outputs.values() if isinstance(output, Finished))
    return policy.file(policy.policy_of_all(pages), asked.server).rstrip("\n")
