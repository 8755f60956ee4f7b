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
	active_leaf_id VARCHAR, 
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
	seconds_to_first_frame FLOAT, 
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
INSERT INTO alembic_version (version_num) VALUES ('0001');
INSERT INTO conversations (id, title, created_at, updated_at, active_leaf_id) VALUES ('talk', 'Grüße', '2026-01-02 03:04:05.000006', '2026-01-02 03:04:05.000006', 'reply');
INSERT INTO conversations (id, title, created_at, updated_at, active_leaf_id) VALUES ('unnamed', NULL, '2026-01-02 03:04:05.000006', '2026-01-02 03:04:05.000006', NULL);
INSERT INTO messages (id, conversation_id, parent_id, role, text, thought, state, created_at, model, error, tokens, seconds, tokens_per_second, steps_per_block, seconds_to_first_frame) VALUES ('asked', 'talk', NULL, 'user', 'It''s “quoted” 雪', '', 'complete', '2026-01-02 03:04:05.000006', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO messages (id, conversation_id, parent_id, role, text, thought, state, created_at, model, error, tokens, seconds, tokens_per_second, steps_per_block, seconds_to_first_frame) VALUES ('other', 'talk', 'asked', 'assistant', '', '', 'failed', '2026-01-02 03:04:05.000006', NULL, 'No.', NULL, NULL, NULL, NULL, NULL);
INSERT INTO messages (id, conversation_id, parent_id, role, text, thought, state, created_at, model, error, tokens, seconds, tokens_per_second, steps_per_block, seconds_to_first_frame) VALUES ('reply', 'talk', 'asked', 'assistant', 'Once more', 'Hm.', 'complete', '2026-01-02 03:04:05.000006', 'A model', NULL, 5, 2.5, 2.0, '[3, 4]', 0.25);
INSERT INTO blocks (message_id, number, text, thought, tokens, steps, seconds) VALUES ('reply', 0, 'Once ', '', '[1, 2]', 3, 1.25);
INSERT INTO blocks (message_id, number, text, thought, tokens, steps, seconds) VALUES ('reply', 1, 'more', '', '[1, 2]', 3, 1.25);
