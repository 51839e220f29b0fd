"""One life of the service, to be killed: ``python -m tests.jobs.crash FOLDER JOURNAL [HANG_AT]``.

Takes in one report if there is none yet, and waits until it is finished.
"""

import asyncio
import sys
from pathlib import Path

from service import pipeline
from service.jobs.dbos import DbosEngine
from service.pipeline import ReportJob, receive
from service.store import Options
from service.store.repository import SqlStore
from tests.scripted import TEXT, ScriptedExtractor, five_questions


async def live(folder: Path, journal: Path, hang_at: int | None) -> None:
    pipeline.run = five_questions
    store = await SqlStore.open(f"sqlite:///{folder}/doichieu.db")
    job = ReportJob(store, ScriptedExtractor(journal, hang_at=hang_at))
    engine = DbosEngine(job, url=f"sqlite:///{folder}/jobs.db", poll_seconds=0.02)
    await engine.start()
    page = await store.list()
    if not page.items:
        created = await store.create(receive(TEXT, Options("free", "scripted-1", "", "digest.v1")))
        await engine.submit(created.stored.id)
    (head,) = (await store.list()).items
    await engine.wait(head.id)
    await engine.close()
    await store.close()


if __name__ == "__main__":
    asyncio.run(live(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if sys.argv[3:] else None))
