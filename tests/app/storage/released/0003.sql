PRAGMA application_id=1397116244;
PRAGMA foreign_keys=OFF;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE conversations (
	id VARCHAR NOT NULL, 
	title TEXT, 
	created_at DATETIME NOT NULL, 
	updated_at DATETIME NOT NULL, 
	active_leaf_id VARCHAR, title_is_edited BOOLEAN NOT NULL DEFAULT 0, folder_id VARCHAR
        REFERENCES folders (id) ON DELETE SET NULL, pinned_at DATETIME, archived_at DATETIME, trashed_at DATETIME, draft TEXT NOT NULL DEFAULT '', persona_id VARCHAR
        REFERENCES personas (id) ON DELETE SET NULL, sampling JSON, 
	PRIMARY KEY (id)
);
CREATE TABLE messages (
	id VARCHAR NOT NULL, 
	conversation_id VARCHAR NOT NULL, 
	parent_id VARCHAR, 
	role VARCHAR NOT NULL, 
	text TEXT NOT NULL, 
	thought TEXT NOT NULL, 
	state VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	model TEXT, 
	error TEXT, 
	tokens INTEGER, 
	seconds FLOAT, 
	tokens_per_second FLOAT, 
	steps_per_block JSON, 
	seconds_to_first_frame FLOAT, deleted_at DATETIME, 
	PRIMARY KEY (id), 
	FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE, 
	FOREIGN KEY(parent_id) REFERENCES messages (id) ON DELETE CASCADE
);
CREATE INDEX messages_of_conversation ON messages (conversation_id);
CREATE INDEX children_of_message ON messages (parent_id);
CREATE TABLE blocks (
	message_id VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	thought TEXT NOT NULL, 
	tokens JSON NOT NULL, 
	steps INTEGER NOT NULL, 
	seconds FLOAT NOT NULL, 
	PRIMARY KEY (message_id, number), 
	FOREIGN KEY(message_id) REFERENCES messages (id) ON DELETE CASCADE
);
CREATE TABLE folders (
        id VARCHAR NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        created_at DATETIME NOT NULL
    );
CREATE TABLE personas (
        id VARCHAR NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        prompt TEXT NOT NULL,
        is_default BOOLEAN NOT NULL DEFAULT 0,
        created_at DATETIME NOT NULL
    );
CREATE UNIQUE INDEX one_default_persona ON personas (is_default) WHERE is_default;
CREATE INDEX conversations_of_folder ON conversations (folder_id);
CREATE VIRTUAL TABLE message_search USING fts5(
    text, content='messages', content_rowid='rowid',
    tokenize='unicode61 remove_diacritics 2', prefix='2 3');
CREATE TRIGGER message_search_added AFTER INSERT ON messages BEGIN INSERT INTO message_search (rowid, text) VALUES (new.rowid, new.text); END;
CREATE TRIGGER message_search_removed AFTER DELETE ON messages BEGIN INSERT INTO message_search (message_search, rowid, text) VALUES ('delete', old.rowid, old.text); END;
CREATE TRIGGER message_search_changed AFTER UPDATE OF text ON messages BEGIN INSERT INTO message_search (message_search, rowid, text) VALUES ('delete', old.rowid, old.text);INSERT INTO message_search (rowid, text) VALUES (new.rowid, new.text); END;
CREATE VIRTUAL TABLE title_search USING fts5(
    title, content='conversations', content_rowid='rowid',
    tokenize='unicode61 remove_diacritics 2', prefix='2 3');
CREATE TRIGGER title_search_added AFTER INSERT ON conversations BEGIN INSERT INTO title_search (rowid, title) VALUES (new.rowid, new.title); END;
CREATE TRIGGER title_search_removed AFTER DELETE ON conversations BEGIN INSERT INTO title_search (title_search, rowid, title) VALUES ('delete', old.rowid, old.title); END;
CREATE TRIGGER title_search_changed AFTER UPDATE OF title ON conversations BEGIN INSERT INTO title_search (title_search, rowid, title) VALUES ('delete', old.rowid, old.title);INSERT INTO title_search (rowid, title) VALUES (new.rowid, new.title); END;
INSERT INTO alembic_version (version_num) VALUES ('0003');
INSERT INTO conversations (id, title, created_at, updated_at, active_leaf_id, title_is_edited, folder_id, pinned_at, archived_at, trashed_at, draft, persona_id, sampling) VALUES ('talk', 'Grüße', '2026-01-02 03:04:05.000006', '2026-01-02 03:04:05.000006', 'reply', 1, 'folder', '2026-01-02 03:04:05.000006', NULL, NULL, 'half a th', 'persona', '{"preset": "fast"}');
INSERT INTO conversations (id, title, created_at, updated_at, active_leaf_id, title_is_edited, folder_id, pinned_at, archived_at, trashed_at, draft, persona_id, sampling) VALUES ('unnamed', NULL, '2026-01-02 03:04:05.000006', '2026-01-02 03:04:05.000006', NULL, 0, NULL, NULL, NULL, NULL, '', NULL, NULL);
INSERT INTO messages (id, conversation_id, parent_id, role, text, thought, state, created_at, model, error, tokens, seconds, tokens_per_second, steps_per_block, seconds_to_first_frame, deleted_at) VALUES ('asked', 'talk', NULL, 'user', 'It''s “quoted” 雪', '', 'complete', '2026-01-02 03:04:05.000006', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO messages (id, conversation_id, parent_id, role, text, thought, state, created_at, model, error, tokens, seconds, tokens_per_second, steps_per_block, seconds_to_first_frame, deleted_at) VALUES ('other', 'talk', 'asked', 'assistant', '', '', 'failed', '2026-01-02 03:04:05.000006', NULL, 'No.', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO messages (id, conversation_id, parent_id, role, text, thought, state, created_at, model, error, tokens, seconds, tokens_per_second, steps_per_block, seconds_to_first_frame, deleted_at) VALUES ('reply', 'talk', 'asked', 'assistant', 'Once more', 'Hm.', 'complete', '2026-01-02 03:04:05.000006', 'A model', NULL, 5, 2.5, 2.0, '[3, 4]', 0.25, NULL);
INSERT INTO blocks (message_id, number, text, thought, tokens, steps, seconds) VALUES ('reply', 0, 'Once ', '', '[1, 2]', 3, 1.25);
INSERT INTO blocks (message_id, number, text, thought, tokens, steps, seconds) VALUES ('reply', 1, 'more', '', '[1, 2]', 3, 1.25);
INSERT INTO folders (id, name, created_at) VALUES ('folder', 'Work', '2026-01-02 03:04:05.000006');
INSERT INTO personas (id, name, prompt, is_default, created_at) VALUES ('persona', 'Poet', 'Rhyme.', 1, '2026-01-02 03:04:05.000006');
