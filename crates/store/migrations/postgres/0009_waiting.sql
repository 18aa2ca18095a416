-- What routing asks for all the time: what waits in a queue, and how many chats a person has. Without
-- these every wake-up would read every open conversation.
CREATE INDEX conversation_waiting ON conversation (queue, waiting_since)
    WHERE closed_at IS NULL AND agent IS NULL AND state = 'waiting';
CREATE INDEX conversation_of ON conversation (agent) WHERE closed_at IS NULL AND agent IS NOT NULL;
