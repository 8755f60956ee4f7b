"""The program's processes are offline; only the one that downloads is not."""

from engine.network_switches import download_environment, go_offline


def test_offline_program_still_gives_its_download_the_network() -> None:
    environ = {"HF_ENDPOINT": "https://mirror.example", "HTTPS_PROXY": "http://proxy:3128"}
    go_offline(environ)
    assert environ["HF_HUB_OFFLINE"] == "1"
    child = download_environment(environ)
    assert "HF_HUB_OFFLINE" not in child
    assert child["HF_ENDPOINT"] == "https://mirror.example"
    assert child["HTTPS_PROXY"] == "http://proxy:3128"


def test_persons_own_offline_switch_reaches_the_download() -> None:
    environ = {"HF_HUB_OFFLINE": "1"}
    go_offline(environ)
    assert download_environment(environ)["HF_HUB_OFFLINE"] == "1"


def test_telemetry_is_off_everywhere() -> None:
    environ: dict[str, str] = {"HF_HUB_DISABLE_TELEMETRY": "0"}
    assert download_environment(environ)["HF_HUB_DISABLE_TELEMETRY"] == "1"
    go_offline(environ)
    assert environ["HF_HUB_DISABLE_TELEMETRY"] == "1"
