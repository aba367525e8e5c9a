"""A downloaded file is complete and verified, or it is not there."""

import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from layerwise.data import download as download_module
from layerwise.data.download import DownloadError, RemoteFile, download

BODY = bytes(range(256)) * 1024  # 256 KiB, several reads long
FILE = RemoteFile("file.gz", len(BODY), hashlib.sha256(BODY).hexdigest())


class Handler(BaseHTTPRequestHandler):
    """Serve BODY in the way that the first part of the address asks for."""

    def __init__(self, release: threading.Event, *arguments):
        self.release = release
        super().__init__(*arguments)

    def do_GET(self):
        behaviour = self.path.split("/")[1]
        if behaviour == "missing":
            return self.send_error(404)
        body = {"flipped": b"\xff" + BODY[1:], "long": BODY + b"x"}.get(behaviour, BODY)
        self.send_response(200)
        if behaviour != "unannounced":
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if behaviour in ("cut", "unannounced", "stall"):
            body = body[: len(body) // 2]
        self.wfile.write(body)
        if behaviour == "stall":
            self.wfile.flush()
            self.release.wait(60)

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def server():
    release = threading.Event()
    http = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, release))
    threading.Thread(target=http.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{http.server_port}"
    release.set()
    http.shutdown()
    http.server_close()


def test_a_good_file_arrives_whole_and_alone(server, tmp_path):
    folder = tmp_path / "new" / "folder"
    path = download(FILE, [f"{server}/good"], folder, progress=False)
    assert path == folder / "file.gz"
    assert path.read_bytes() == BODY
    assert os.listdir(folder) == ["file.gz"]
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_trailing_slash_of_the_mirror_makes_no_difference(server, tmp_path):
    assert download(FILE, [f"{server}/good/"], tmp_path, False).read_bytes() == BODY


@pytest.mark.parametrize(
    ("behaviour", "message"),
    [
        ("missing", "HTTP 404 Not Found"),
        ("cut", "truncated"),
        ("unannounced", "truncated: 131,072 bytes instead of 262,144"),
        ("long", "too long"),
        ("flipped", f"wrong checksum: SHA-256 is [0-9a-f]{{64}}, not {FILE.sha256}"),
    ],
)
def test_a_bad_file_is_refused_and_nothing_is_left(
    server, tmp_path, behaviour, message
):
    with pytest.raises(DownloadError, match=message) as error:
        download(FILE, [f"{server}/{behaviour}"], tmp_path, progress=False)
    assert f"cannot download file.gz: {server}/{behaviour}/file.gz" in str(error.value)
    assert "\n" not in str(error.value)
    assert os.listdir(tmp_path) == []


def test_a_server_that_stalls_is_given_up(server, tmp_path, monkeypatch):
    monkeypatch.setattr(download_module, "TIMEOUT_SECONDS", 0.2)
    with pytest.raises(DownloadError, match="timed out"):
        download(FILE, [f"{server}/stall"], tmp_path, progress=False)
    assert os.listdir(tmp_path) == []


def test_no_server_at_all(tmp_path):
    with pytest.raises(DownloadError, match="Connection refused"):
        download(FILE, ["http://127.0.0.1:9"], tmp_path, progress=False)


def test_the_next_mirror_is_tried(server, tmp_path):
    mirrors = [f"{server}/missing", f"{server}/flipped", f"{server}/good"]
    assert download(FILE, mirrors, tmp_path, progress=False).read_bytes() == BODY
    assert os.listdir(tmp_path) == ["file.gz"]


def test_every_mirror_that_failed_is_named(server, tmp_path):
    mirrors = [f"{server}/missing", f"{server}/flipped"]
    with pytest.raises(DownloadError, match=r"404.*; .*/flipped/.*wrong checksum"):
        download(FILE, mirrors, tmp_path, progress=False)


def test_a_failed_download_keeps_the_file_that_was_there(server, tmp_path):
    (tmp_path / "file.gz").write_bytes(b"old")
    with pytest.raises(DownloadError):
        download(FILE, [f"{server}/cut"], tmp_path, progress=False)
    assert (tmp_path / "file.gz").read_bytes() == b"old"


def test_progress_is_shown_unless_it_is_switched_off(server, tmp_path, capfd):
    download(FILE, [f"{server}/good"], tmp_path, progress=False)
    assert capfd.readouterr().err == ""
    download(FILE, [f"{server}/good"], tmp_path)
    assert "file.gz: 100%" in capfd.readouterr().err


PROGRAM = """
import sys
from layerwise.data.download import RemoteFile, download
name, size, checksum, mirror, folder = sys.argv[1:]
download(RemoteFile(name, int(size), checksum), [mirror], folder, progress=False)
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_download_killed_midway_leaves_no_file_and_can_be_repeated(
    server, tmp_path, how
):
    words = [FILE.name, str(FILE.size), FILE.sha256, f"{server}/stall", str(tmp_path)]
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *words], stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 60
    while not any(p.stat().st_size for p in tmp_path.iterdir()):
        assert time.monotonic() < deadline, "the download did not begin"
        time.sleep(0.05)
    process.send_signal(how)
    assert process.wait(timeout=60) != 0
    assert not (tmp_path / "file.gz").exists()
    if how == signal.SIGINT:
        assert os.listdir(tmp_path) == []
    for part in tmp_path.iterdir():
        os.utime(part, (0, 0))  # as if the process had been killed long ago
    assert download(FILE, [f"{server}/good"], tmp_path, False).read_bytes() == BODY
    assert os.listdir(tmp_path) == ["file.gz"]


def test_only_abandoned_parts_are_removed(server, tmp_path):
    abandoned, growing, other = (
        tmp_path / name
        for name in (".file.gz.a.part", ".file.gz.b.part", ".other.gz.a.part")
    )
    for part in (abandoned, growing, other):
        part.write_bytes(b"half")
    day_ago = time.time() - 86_400
    os.utime(abandoned, (day_ago, day_ago))
    os.utime(other, (day_ago, day_ago))
    download(FILE, [f"{server}/good"], tmp_path, progress=False)
    assert not abandoned.exists()
    assert growing.exists()
    assert other.exists()
