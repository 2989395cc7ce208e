"""The web side of the specification's own stack: accept a message, store it, queue its answer.

It is as fast as an honest engineer would make it (asyncpg with prepared statements, uvloop, httptools, two processes) and does
less than the platform: no login, no tenancy, no idempotency, no routing, no model.
"""

import os
import uuid

import asyncpg
from fastapi import FastAPI, Response
from pydantic import BaseModel, constr

from worker import answer

INSERT = """
    INSERT INTO messages (id, conversation_id, direction, text, status)
    VALUES ($1, $2, 'inbound', $3, 'pending')
"""

app = FastAPI(openapi_url=None)


class Message(BaseModel):
    text: constr(min_length=1, max_length=4000)


@app.on_event("startup")
async def open_pool():
    app.state.pool = await asyncpg.create_pool(os.environ["REFERENCE_DATABASE"], min_size=4, max_size=16)


@app.on_event("shutdown")
async def close_pool():
    await app.state.pool.close()


@app.get("/health")
async def health():
    return {}


@app.post("/conversations/{conversation_id}/messages")
async def send(conversation_id: uuid.UUID, message: Message):
    message_id = uuid.uuid4()
    await app.state.pool.execute(INSERT, message_id, conversation_id, message.text)
    # Publishing takes a fraction of a millisecond: handing it to a thread would cost more than it blocks.
    answer.delay(str(message_id), str(conversation_id))
    # A response built by hand skips the serializer's walk over the result.
    return Response(status_code=202, media_type="application/json", content=f'{{"id":"{message_id}","status":"pending"}}')
