#!/usr/bin/env python3
"""Makes small tokenizers and what the libraries of their owners make of texts.

Needs the packages tokenizers and tiktoken. Tests use what it wrote; it need not be run again, unless kinds of
tokenizers are added.
"""
import base64
import json
import pathlib
import random

import tiktoken
import tokenizers
from tokenizers import models, normalizers, pre_tokenizers, trainers

HERE = pathlib.Path(__file__).parent
VOCABULARY = 700

GPT2 = r"""'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"""
CL100K = (r"""(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+"""
          r"""|\s+(?!\S)|\s+""")
QWEN = CL100K.replace("{1,3}", "")
O200K = "|".join([
    r"""[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?""",
    r"""[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?""",
    r"""\p{N}{1,3}""", r""" ?[^\s\p{L}\p{N}]+[\r\n/]*""", r"""\s*[\r\n]+""", r"""\s+(?!\S)""", r"""\s+"""])
OTHER = r"\w+|[^\w\s]+|\s+(?!\S)|\s+"

CORPUS = [
    "Extract the name, the age and the city from the text, and answer in JSON.",
    '{"name": "Ada Lovelace", "age": 36, "city": "London", "tags": ["mathematics", "engines"]}',
    "She didn't say that they'd come; he'll be there, and we've seen what I'm doing.",
    "def add(first, second):\n    return first + second\n\n\nprint(add(1234567, 89))\n",
    "Die Größe der Straße überrascht. L'été est déjà fini. El niño mañana.",
    "Привет, как дела? Хорошо, спасибо. Γειά σου Κόσμε.",
    "请从文本中提取姓名和城市。日本語のテキストです。한국어 문장입니다.",
    "https://example.com/path/to/file?query=1&other=2 <b>bold</b> #tag @user",
]
PIECES = ["a", "B", "é", "e\u0301", "Σ", "ß", "ſ", "'s", "'S", "'LL", "'re", "'ſ", " ", "  ", "\n", "\r\n", "\t", "\u3000",
          "\u00a0", "1", "12", "1234", "٣", "²", "½", "中文", "あア", "ก", "ǅ", "ʰ", "\u0301", "!", "?!", "/", "//", "-", "_",
          "<|end|>", "<|pad|>", "😀", "'", "\u2019s", "\u2028", "\u0085", "\x1c", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "the", "The",
          "name", "camelCase", "XMLFile", "हिन्दी", "한국", "\ufeff", "Ⅷ", "\v", "김", "\u1100\u1161"]


def make_tokenizer(steps, normalizer=None, ignore_merges=False, strip=False):
    result = tokenizers.Tokenizer(models.BPE(ignore_merges=ignore_merges))
    result.pre_tokenizer = steps
    if normalizer:
        result.normalizer = normalizer
    trainer = trainers.BpeTrainer(vocab_size=VOCABULARY, show_progress=False, min_frequency=1,
                                  initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    result.train_from_iterator(CORPUS * 2, trainer)
    result.add_special_tokens([tokenizers.AddedToken("<|end|>", lstrip=strip, rstrip=strip, normalized=False)])
    result.add_tokens([tokenizers.AddedToken("<|pad|>", normalized=False)])
    return result


def split(pattern):
    return pre_tokenizers.Sequence([pre_tokenizers.Split(tokenizers.Regex(pattern), "isolated"),
                                    pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])


def main():
    rng = random.Random(3)
    made = {
        "gpt2": make_tokenizer(pre_tokenizers.ByteLevel(add_prefix_space=False)),
        "prefixed": make_tokenizer(pre_tokenizers.ByteLevel(add_prefix_space=True), strip=True),
        "llama3": make_tokenizer(split(CL100K), ignore_merges=True),
        "qwen": make_tokenizer(split(QWEN), normalizer=normalizers.NFC()),
        "digits": make_tokenizer(pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True),
                                                          pre_tokenizers.ByteLevel(add_prefix_space=False)])),
        "other": make_tokenizer(split(OTHER)),
    }
    ranks = {}
    for name, tokenizer in made.items():
        (HERE / (name + ".json")).write_text(tokenizer.to_str(pretty=False) + "\n", encoding="utf-8")
    # The vocabulary of one of them, as ranks.
    alphabet = {c: b for b, c in byte_alphabet().items()}
    for token, number in sorted(json.loads(made["gpt2"].to_str())["model"]["vocab"].items(), key=lambda item: item[1]):
        ranks[bytes(alphabet[c] for c in token)] = number
    (HERE / "small.tiktoken").write_text(
        "".join("%s %d\n" % (base64.b64encode(t).decode(), n) for t, n in ranks.items()), encoding="ascii")
    encodings = {name: tiktoken.Encoding(name, pat_str=pattern, mergeable_ranks=ranks, special_tokens={})
                 for name, pattern in [("gpt2.tiktoken", GPT2), ("cl100k.tiktoken", CL100K), ("o200k.tiktoken", O200K)]}

    texts = CORPUS + ["", " ", "\n", "<|end|>", "x" * 100 + "the" * 50]
    texts += ["".join(rng.choice(PIECES) for _ in range(rng.randrange(1, 14))) for _ in range(300)]
    with open(HERE / "cases.jsonl", "w", encoding="utf-8") as file:
        for text in texts:
            case = {"text": text}
            for name, tokenizer in made.items():
                case[name + ".json"] = tokenizer.encode(text, add_special_tokens=False).ids
            for name, encoding in encodings.items():
                case[name] = encoding.encode_ordinary(text)
            file.write(json.dumps(case) + "\n")


def byte_alphabet():
    """GPT-2's characters for bytes."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [b for b in range(256) if b not in printable]
    return {**{b: chr(b) for b in printable}, **{b: chr(256 + i) for i, b in enumerate(others)}}


if __name__ == "__main__":
    main()
