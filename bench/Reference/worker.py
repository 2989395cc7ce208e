"""The worker side of the specification's own stack: one task per message, one statement that updates and inserts."""

import os
import uuid

import psycopg2
import redis
from celery import Celery
from celery.signals import worker_process_init

REPLIES = "replies"
ANSWER = """
    WITH handled AS (UPDATE messages SET status = 'handled' WHERE id = %s AND status = 'pending' RETURNING id)
    INSERT INTO messages (id, conversation_id, direction, text, status, in_reply_to)
    SELECT %s, %s, 'outbound', %s, 'sent', handled.id FROM handled
"""

celery = Celery("reference", broker=os.environ["REFERENCE_REDIS"])
celery.conf.update(
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    worker_prefetch_multiplier=128,
    worker_disable_rate_limits=True,
    worker_send_task_events=False,
    task_acks_late=False,
    broker_pool_limit=4,
)

database = None
listeners = None


@worker_process_init.connect
def connect(**_):
    """One connection per worker process, opened after the fork."""
    global database, listeners
    database = psycopg2.connect(os.environ["REFERENCE_DATABASE"])
    database.autocommit = True
    listeners = redis.Redis.from_url(os.environ["REFERENCE_REDIS"])


@celery.task(name="answer")
def answer(message_id, conversation_id):
    with database.cursor() as cursor:
        cursor.execute(ANSWER, (message_id, str(uuid.uuid4()), conversation_id, "Olá! Temos esse produto em estoque."))
    listeners.publish(REPLIES, conversation_id)
