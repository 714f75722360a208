"""Read the digit in a picture: `python use.py picture.png`."""

import sys
from pathlib import Path

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from PIL import Image, ImageOps

picture = Image.open(sys.argv[1]).convert("L")
if picture.size != (28, 28):  # One digit on plain paper: framed as MNIST's are.
    levels = np.asarray(ImageOps.autocontrast(picture), np.uint8)
    levels = 255 - levels if np.median(levels) > 127 else levels
    ink = Image.fromarray(np.where(levels > 64, levels, 0).astype(np.uint8))
    ink = ImageOps.contain(ink.crop(ink.getbbox()), (20, 20))
    mass = np.asarray(ink, np.float32)
    row, column = (np.argwhere(mass) * mass[mass > 0][:, None]).sum(0) / mass.sum()
    picture = Image.new("L", (28, 28))
    picture.paste(ink, (round(14 - column), round(14 - row)))
model = Interpreter(model_path=str(Path(__file__).with_name("model.tflite")))
image = np.asarray(picture, np.float32)[None, :, :, None] / 255
probabilities = model.get_signature_runner()(image=image)["probabilities"][0]
print(f"{probabilities.argmax()} ({probabilities.max():.1%})")
