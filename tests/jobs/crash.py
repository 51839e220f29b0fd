"""One life of the service, to be killed: ``python -m tests.jobs.crash FOLDER [HANG_AT]``.

Takes in one report if there is none yet, and waits until it is finished. The strategy is the real one.
"""

import asyncio
import sys
from pathlib import Path

from service.jobs.dbos import DbosEngine
from service.pipeline import ReportJob, receive
from service.store import Options
from service.store.repository import SqlStore
from tests.scripted import FillingExtractor

REPORT = Path(__file__).resolve().parents[2] / "evals/datasets/bundled/reports/tan-hong-2022.txt"


async def live(folder: Path, hang_at: int | None) -> None:
    store = await SqlStore.open(f"sqlite:///{folder}/doichieu.db")
    job = ReportJob(store, FillingExtractor(folder / "journal", hang_at))
    engine = DbosEngine(job, url=f"sqlite:///{folder}/jobs.db", poll_seconds=0.02)
    await engine.start()
    page = await store.list()
    if not page.items:
        options = Options("anchored", "filling-1", "v1", "digest.v1")
        created = await store.create(receive(REPORT.read_text(encoding="utf-8"), options))
        await engine.submit(created.stored.id)
    (head,) = (await store.list()).items
    await engine.wait(head.id)
    await engine.close()
    await store.close()


if __name__ == "__main__":
    asyncio.run(live(Path(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else None))
