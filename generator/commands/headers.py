"""Print the HTTP headers of the site, as configuration for a server."""

import argparse

from generator.commands.options import Make, Options
from generator.render import policy
from generator.render.outputs import Finished


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("server", choices=policy.SERVERS, help="the server; static hosts read the file _headers")


def run(make: Make, options: Options, args: argparse.Namespace) -> str:
    """Return the HTTP headers of the site in the syntax of a server."""
    pages = (output.record.allowed for output in make(options).outputs.values() if isinstance(output, Finished))
    return policy.file(policy.policy_of_all(pages), args.server).rstrip("\n")
