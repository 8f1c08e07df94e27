"""`python -m gloss_training corpus | shards | sample | train | export | parity | score | calibrate`; each tells its options with `--help`."""

from __future__ import annotations

import argparse
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m gloss_training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    def command(name: str, text: str) -> argparse.ArgumentParser:
        it = commands.add_parser(name, help=text, description=text)
        it.add_argument("--data", type=Path, default=Path("data"), help="folder of the corpus, shards and tokenizer")
        return it

    it = command("corpus", "mines the repositories of sources.jsonl and asks the engine for facts and openings")
    it.add_argument("--repos", type=Path, required=True, help="folder with the repositories, `owner+name` each")
    it.add_argument("--clone", action="store_true", help="clone those that are not there")
    it.add_argument("--gloss", help="the engine's command line")
    it.add_argument("--workers", type=int, default=2)
    it.add_argument("--limit", type=int, help="read only so many repositories")

    command("shards", "trains the tokenizer and writes token arrays")

    it = command("train", "trains one lesson for a while, from the last checkpoint on")
    it.add_argument("--checkpoint", type=Path, required=True)
    it.add_argument("--shape", default="small")
    it.add_argument("--lesson", choices=("tell", "doc", "authored"), required=True)
    it.add_argument("--minutes", type=float, required=True)
    it.add_argument("--decay", action="store_true", help="let the rate fall at the end: the stretch is the last one")
    it.add_argument("--tokens", type=int, default=6000, help="padded tokens a batch")
    it.add_argument("--rate", type=float, default=1e-3)
    it.add_argument("--dropout", type=float, default=0.0)
    it.add_argument("--resume", action="store_true", help="go on from the checkpoint, if it is there")
    it.add_argument("--init", type=Path, help="where there is no checkpoint, begin with the weights of an exported folder")
    it.add_argument("--threads", type=int, default=2)
    it.add_argument("--log", type=Path, help="append the run's row to this file")

    it = command("sample", "chooses code for which sentences are to be authored")
    it.add_argument("--repos", type=Path, required=True)
    it.add_argument("--out", type=Path, required=True)
    it.add_argument("--n", type=int, default=400)
    it.add_argument("--languages", nargs="+", required=True)
    it.add_argument("--seed", type=int, default=0)
    it.add_argument("--per-repository", type=int, default=20)
    it.add_argument("--skip", type=Path, nargs="*", default=[], help="records that were chosen before")
    it.add_argument("--roles", nargs="+", default=["train", "valid"], help="roles of the repositories; `judge` for judging only")

    it = command("export", "writes a model folder: ONNX with int8 weights, tokenizer, manifest")
    it.add_argument("--checkpoint", type=Path, required=True)
    it.add_argument("--out", type=Path, required=True)
    it.add_argument("--name", required=True)
    it.add_argument("--f32", action="store_true", help="leave the weights as they are, for parity")

    it = command("parity", "saves prompts with the framework's token sequences, which the runtime's tests replay")
    it.add_argument("--checkpoint", type=Path, help="what the folder was exported from, to save what rounding costs too")
    it.add_argument("--model", type=Path, required=True, help="the exported folder")
    it.add_argument("--specs", type=Path, default=Path("../../crates/languages/src"), help="folder of the languages with their specs")
    it.add_argument("--gloss", help="the engine's command line")
    it.add_argument("--out", type=Path, required=True)
    it.add_argument("--n", type=int, default=50)

    it = command("score", "prints BLEU beside its floors on repositories that training never saw")
    it.add_argument("--checkpoint", type=Path, required=True)
    it.add_argument("--out", type=Path, help="write sentences here, as JSON lines")
    it.add_argument("--per-language", type=int, default=80)

    it = command("calibrate", "fits the guard on judged sentences and writes it into the manifest")
    it.add_argument("--judged", type=Path, required=True)
    it.add_argument("--model", type=Path, required=True, help="the exported folder")

    arguments = vars(parser.parse_args())
    name = arguments.pop("command")
    if name == "corpus":
        from . import corpus

        gloss = arguments["gloss"] or corpus.default_gloss()
        corpus.build(arguments["repos"], arguments["data"], gloss, arguments["workers"], arguments["clone"], arguments["limit"])
    elif name == "shards":
        from . import tokens

        tokens.shards(arguments["data"])
    elif name == "train":
        from . import train

        train.train(arguments.pop("data"), **arguments)
    elif name == "sample":
        from . import sample

        arguments.pop("data")
        sample.sample(**arguments)
    elif name == "export":
        from . import export

        export.export(**arguments)
    elif name == "parity":
        from . import corpus, parity

        arguments.pop("data")
        arguments["gloss"] = arguments["gloss"] or corpus.default_gloss()
        parity.save(**arguments)
    elif name == "calibrate":
        from . import calibrate

        arguments.pop("data")
        calibrate.calibrate(**arguments)
    else:
        from . import score

        score.score(**arguments)


main()
