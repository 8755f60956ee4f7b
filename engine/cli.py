"""The engine at a terminal: one function a command."""

import argparse
import dataclasses
import json
import sys
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

from engine.bench_command import add_bench_command
from engine.canvas_printer import CanvasPrinter
from engine.download_command import add_download_command, run_download
from engine.errors import ContextTooLong, EngineError, InvalidRequest
from engine.events import BlockCommitted, Event, Finished, Frame, PlanChanged
from engine.model_config import ModelConfig
from engine.model_options import EMBEDDED_MODEL, add_model_options, load_model_of
from engine.network_switches import go_offline
from engine.plan_command import add_plan_command
from engine.requests import ChatMessage, GenerationOptions
from engine.said import said
from engine.system_reasons import system_reason

JSON_FIELDS = """\
With --json each line is one object; "event" names its kind, the other fields are those of
engine/events.py:
  prefilled        prompt_tokens, reused_tokens, seconds
  frame            block, step, max_steps, tokens, pieces, accepted, entropy (nats), temperature
  block_committed  block, text, thought, tokens, steps, seconds
  plan_changed     words, sentence (memory ran out; the block at work begins anew)
  finished         reason (end_of_turn, length, stopped, context_full), prompt_tokens, tokens,
                   blocks, steps_per_block, tokens_per_forward, seconds, seconds_to_first_frame,
                   tokens_per_second, peak_memory_bytes
An error is one line on standard error and exit status 1."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status. Ctrl+C stops the reply and keeps what is done."""
    options = _parser().parse_args(arguments)
    if options.run is not run_download:
        go_offline()
    try:
        return int(options.run(options))
    except EngineError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader went away, as in `| head`
        sys.stderr.close()
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sfumato-engine", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    generate = commands.add_parser(
        "generate",
        help="answer one prompt",
        epilog=JSON_FIELDS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    asked = generate.add_mutually_exclusive_group(required=True)
    asked.add_argument("--prompt", help="the message to answer")
    asked.add_argument(
        "--messages", type=Path, help='a JSON file: a list of {"role": …, "content": …}'
    )
    generate.add_argument("--system", help="a system message before the conversation")
    generate.add_argument("--json", action="store_true", help="print one JSON object an event")
    _add_generation_options(generate)
    generate.set_defaults(run=_generate)
    chat = commands.add_parser("chat", help="converse; an empty line or Ctrl+D ends")
    chat.add_argument("--system", help="a system message before the conversation")
    _add_generation_options(chat)
    chat.set_defaults(run=_chat)
    inspect = commands.add_parser("inspect", help="show what a model folder holds")
    inspect.add_argument("folder", type=Path, nargs="?", default=EMBEDDED_MODEL)
    inspect.set_defaults(run=_inspect)
    add_download_command(commands)
    add_bench_command(commands)
    add_plan_command(commands)
    quantize = commands.add_parser(
        "quantize", help="convert a model folder to 4 and 8 bits, about a third of its size"
    )
    quantize.add_argument("source", type=Path, help="a model folder in the released layout")
    quantize.add_argument("target", type=Path, help="a new folder, or one to go on with")
    quantize.add_argument(
        "--delete-source-shards",
        action="store_true",
        help="delete each weight file of the source once it was taken in",
    )
    quantize.set_defaults(run=_quantize)
    return parser


def _add_generation_options(parser: argparse.ArgumentParser) -> None:
    add_model_options(parser)
    parser.add_argument("--thinking", action="store_true", help="let the model think first")
    parser.add_argument("--seed", type=int, help="the same seed gives the same reply")
    parser.add_argument("--max-new-tokens", type=int, help="rounded up to whole blocks")


def _generation_options(options: argparse.Namespace) -> GenerationOptions:
    return GenerationOptions(
        max_new_tokens=options.max_new_tokens, thinking=options.thinking, seed=options.seed
    )


def _generate(options: argparse.Namespace) -> int:
    messages = _system(options.system)
    if options.messages is not None:
        messages += _read_messages(options.messages)
    else:
        messages.append(ChatMessage("user", options.prompt))
    wishes = _generation_options(options)
    engine = load_model_of(options)
    stop = threading.Event()
    events = engine.generate(messages, wishes, stop)
    if options.json:
        _print_json(events)
    else:
        _print_reply(events, stop)
    return 0


def _chat(options: argparse.Namespace) -> int:
    wishes = _generation_options(options)
    engine = load_model_of(options)
    messages = _system(options.system)
    while True:
        try:
            text = input("> ").strip()
        except EOFError:
            return 0
        if not text:
            return 0
        messages.append(ChatMessage("user", text))
        stop = threading.Event()
        try:
            reply = _print_reply(engine.generate(messages, wishes, stop), stop)
        except (InvalidRequest, ContextTooLong) as error:
            print(error, file=sys.stderr)
            messages.pop()
            continue
        messages.append(ChatMessage("assistant", reply))


def _inspect(options: argparse.Namespace) -> int:
    from engine.weights.inspection import describe

    config = ModelConfig.from_folder(options.folder)
    for label, value in describe(options.folder, config):
        print(f"{label:<24}{value}")
    return 0


def _quantize(options: argparse.Namespace) -> int:
    from engine.weights.conversion import quantize_folder

    is_terminal = sys.stderr.isatty()
    for progress in quantize_folder(
        options.source, options.target, delete_source_shards=options.delete_source_shards
    ):
        if is_terminal:
            done, total = progress.done_bytes / 1e9, progress.total_bytes / 1e9
            print(f"\r{done:,.1f} of {total:,.1f} GB", end="", file=sys.stderr, flush=True)
    if is_terminal:
        print(file=sys.stderr)
    print(f"The quantised model lies in {options.target}.")
    return 0


def _system(text: str | None) -> list[ChatMessage]:
    return [ChatMessage("system", text)] if text else []


def _read_messages(path: Path) -> list[ChatMessage]:
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        return [ChatMessage(entry["role"], str(entry["content"])) for entry in entries]
    except OSError as error:
        raise InvalidRequest(
            said(
                "The file {path} cannot be read: {reason}.", path=path, reason=system_reason(error)
            )
        ) from error
    except (ValueError, TypeError, KeyError) as error:
        raise InvalidRequest(
            said('{path} is not a JSON list of {{"role": …, "content": …}} objects.', path=path)
        ) from error


def event_as_json(event: Event) -> str:
    """One line of JSON; the fields are those of the event's record, and its name."""
    name = {"BlockCommitted": "block_committed", "PlanChanged": "plan_changed"}.get(
        type(event).__name__
    )
    fields = dataclasses.asdict(event)
    return json.dumps({"event": name or type(event).__name__.lower(), **fields}, ensure_ascii=False)


def _print_json(events: Iterable[Event]) -> None:
    for event in events:
        print(event_as_json(event), flush=True)


def _print_reply(events: Iterable[Event], stop: threading.Event) -> str:
    """Print the answer as it is committed; on a terminal the canvas resolves in place."""
    printer = CanvasPrinter(sys.stdout) if sys.stdout.isatty() else None
    answer = ""
    stream = iter(events)
    while True:
        try:
            event = next(stream, None)
        except KeyboardInterrupt:
            stop.set()  # the generator is gone; what was committed stands
            event = None
        if event is None:
            break
        if isinstance(event, Frame) and printer:
            printer.show(event)
        elif isinstance(event, BlockCommitted):
            if printer:
                printer.erase()
            print(event.text, end="", flush=True)
            answer += event.text
        elif isinstance(event, PlanChanged):
            if printer:
                printer.erase()
            print(event.sentence, file=sys.stderr)
        elif isinstance(event, Finished):
            print()
            if printer:
                print(_figures(event), file=sys.stderr)
    if printer:
        printer.erase()
    return answer


def _figures(finished: Finished) -> str:
    steps = sum(finished.steps_per_block)
    return (
        f"[{finished.tokens} tokens, {finished.seconds:.1f} s, "
        f"{finished.tokens_per_second:.1f} tokens/s, {steps} steps, {finished.reason}]"
    )
