"""Names of pictures as people save them, as templates.

The fields of a template: ``d`` is the digit, also as ``en``, ``zh``, ``es``, ``fr``,
``de``, ``wide`` and ``ring``; ``i`` counts pictures from 0, ``k`` those of a digit from
1; ``n`` is a random number that is used once; ``uuid``, ``hash`` and ``letter`` are
random.
"""

import random
import uuid
from collections import Counter
from collections.abc import Sequence

_WORDS = {
    "en": "zero one two three four five six seven eight nine",
    "zh": "零 一 二 三 四 五 六 七 八 九",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun",
    "wide": "０ １ ２ ３ ４ ５ ６ ７ ８ ９",
    "ring": "⓪ ① ② ③ ④ ⑤ ⑥ ⑦ ⑧ ⑨",
}

LABELLED = (
    *("{d}_{k}.png", "{d}-{k0}.jpg", "{d}_{k:03}.png", "{d}_{i}.png", "{d}-{i:03}.png"),
    *("{d}_IMG{n}.JPG", "{d}a{i}.png", "{d} ({i}).png", "{wide}_{i}.png"),
    *("{i:04}_{d}.png", "{i}_{d}.png", "scan_{i}_{d}.jpeg", "IMG-{n}-{d}.jpg"),
    *("scan {n} ({d}).png", "{hash}_{d}.png", "{uuid}_{d}.png", "{i}_{ring}.png"),
    *("tr_{i}_c{d}.png", "img{i}_class{d}.png", "class-{d}-{i}.png"),
    *("label_{d}_{i:03}.png", "{i}_label={d}.png", "digit-{d}-{i:03}.png"),
    *("digit{d}_{k}.png", "num{d}_{i}.png", "number {d} sample {i}.png"),
    *("writer{w}_digit{d}_{k}.png", "数字{d}_{i}.png", "标签{d}_第{i}张.png"),
    *("dígito_{d}_{i}.png", "Ziffer {d} Nr {i}.png", "chiffre{d}-{i}.png"),
    *("{en}_{k}.png", "{En}{i}.png", "{zh}_{k}.png", "数字{zh}-{i}.png"),
    *("{es}-{k}.png", "{i}_{fr}.png", "{de}{k}.png", "{n}-{En}.png"),
    *("{d}/{k}.png", "{d}/img_{i}.png", "{d}/IMG_{n}.jpg", "{d}/{i:05}.png"),
    *("{d}/photos/{k}.png", "{en}/img{k}.png", "{zh}/{k}.png", "{wide}/{k}.png"),
    *("class_{d}/img{k}.png", "digit {d}/{i}.png", "{d}.zip/{k0}.png"),
    *("train/{d}/{uuid}.png", "Sample{i:03}/{i:03}_{d}.png"),
)
"""Ways with an unmistakable place of the label."""

COUNTED = (
    *("{i1}.png", "{i}.png", "{i:04}.png", "img_{i1}.png", "IMG_{n}.JPG"),
    *("scan ({i1}).png", "IMG_2023{i3:04}_{j3}.jpg", "2023-07-04 12.{n}.{i:02}.png"),
    *("scan{i3}_page{j3}.png", "pupil {A}/{j7}.png", "2023-07-{i7:02}/{j7}.png"),
    *("{hash}.png", "{uuid}.png", "photo-{letter}{n}.png"),
    *("Screenshot 2024-03-{i7:02} at 10.0{j7}.png", "{A}/{j7}.png", "p{i7}/{j7}.png"),
)
"""Ways whose numbers count pictures, and are no labels."""


def name_pictures(
    template: str, digits: Sequence[int], rng: random.Random
) -> list[str]:
    """Return the names of pictures of some digits."""
    seen: Counter[int] = Counter()
    numbers = rng.sample(range(100, 9999), len(digits))
    names = []
    for i, digit in enumerate(digits):
        seen[digit] += 1
        words = {name: text.split()[digit] for name, text in _WORDS.items()}
        unique = uuid.UUID(int=rng.getrandbits(128))
        names.append(
            template.format(
                **words,
                En=words["en"].title(),
                d=digit,
                i=i,
                i1=i + 1,
                k=seen[digit],
                k0=seen[digit] - 1,
                n=numbers[i],
                w=i % 7,
                i3=i // 3 + 1,
                j3=i % 3 + 1,
                i7=i // 7 + 1,
                j7=i % 7 + 1,
                A="abcdefghijklmnopqrstuvwxyz"[i // 7 % 26],
                letter=rng.choice("abcdef"),
                uuid=unique,
                hash=unique.hex,
            )
        )
    return names
