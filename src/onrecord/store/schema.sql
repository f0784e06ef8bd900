-- The record file. Names are the records' own (records.py); offsets are half-open Unicode code
-- points into article.text; dates are ISO 8601; unknown is NULL. `position` keeps a list's order.

CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- What was read, and with what. One row for each input and pipeline version; only the row whose
-- state is not 'replaced' stands for what the other tables hold.
CREATE TABLE ledger (
  entry TEXT NOT NULL,               -- page.id, or an id of the source where there was no page
  pipeline TEXT NOT NULL,            -- what the reading depended on: versions and settings
  page TEXT REFERENCES page(id) DEFERRABLE INITIALLY DEFERRED,
  source TEXT NOT NULL,
  sha256 TEXT,
  given TEXT,                        -- page.given: another one asks for a new reading
  digest TEXT NOT NULL,              -- sha256 of the record's canonical JSON (digest.py); verify makes it again
  state TEXT NOT NULL CHECK (state IN ('stored', 'problem', 'replaced')),
  added_at TEXT NOT NULL,            -- UTC; never exported
  PRIMARY KEY (entry, pipeline)
) STRICT;
CREATE INDEX ledger_page ON ledger(page);
CREATE INDEX ledger_sha256 ON ledger(sha256);

CREATE TABLE page (
  id TEXT PRIMARY KEY,
  source TEXT NOT NULL,              -- the first, in alphabetical order, of its sightings
  url TEXT,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  media_type TEXT,
  given TEXT,                        -- digest of what was said with the page; NULL if nothing was
  retrieved TEXT
) STRICT;
CREATE INDEX page_source ON page(source);
CREATE INDEX page_url ON page(url);

-- Every source at which a page's bytes were met.
CREATE TABLE sighting (
  page TEXT NOT NULL REFERENCES page(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  source TEXT NOT NULL,
  PRIMARY KEY (page, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX sighting_source ON sighting(source);

-- Addresses that were fetched, so that a server need not send again what has not changed.
CREATE TABLE visit (
  url TEXT PRIMARY KEY,
  sha256 TEXT,                       -- of the page; NULL for a feed
  pipeline TEXT NOT NULL,            -- what read it
  etag TEXT,
  modified TEXT                      -- the Last-Modified header, as it came
) STRICT, WITHOUT ROWID;

CREATE TABLE article (
  number INTEGER PRIMARY KEY,        -- for the full-text index only
  id TEXT NOT NULL UNIQUE,
  page TEXT NOT NULL UNIQUE REFERENCES page(id) ON DELETE CASCADE,
  title TEXT,
  language TEXT NOT NULL,
  published_earliest TEXT,
  published_latest TEXT,
  published_instant TEXT,
  published_grain TEXT,
  published_origin TEXT NOT NULL,
  text TEXT NOT NULL                 -- the last: what stands behind a long text is slow to get at
) STRICT;
CREATE INDEX article_published ON article(published_latest DESC, id);

CREATE TABLE dating_evidence (
  article TEXT NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  words TEXT NOT NULL,
  found_at TEXT NOT NULL,
  text_start INTEGER, text_end INTEGER, text_words TEXT,
  PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE passage (
  article TEXT NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL,
  kind TEXT NOT NULL,
  why TEXT NOT NULL,
  score REAL NOT NULL,
  path TEXT,
  torn INTEGER NOT NULL,
  PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;

-- Passages of five words or more by their letters and digits: what stands in other articles too.
CREATE TABLE block (
  article TEXT NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  block TEXT NOT NULL,
  opens INTEGER NOT NULL,
  PRIMARY KEY (article, block)
) STRICT, WITHOUT ROWID;

CREATE INDEX block_articles ON block(block, opens DESC, article);

-- Swapped words and what they read as.
CREATE TABLE reading (
  article TEXT NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL,
  reads_as TEXT NOT NULL,
  kind TEXT NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE credit (
  article TEXT NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  evidence TEXT NOT NULL,
  found_at TEXT NOT NULL,
  text_start INTEGER, text_end INTEGER, text_words TEXT,
  chosen INTEGER NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;

-- What a page says of itself: candidates for title, address, section and language, one of each chosen.
CREATE TABLE label (
  article TEXT NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  evidence TEXT NOT NULL,
  found_at TEXT NOT NULL,
  text_start INTEGER, text_end INTEGER, text_words TEXT,
  chosen INTEGER NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE actor (
  id TEXT PRIMARY KEY,
  article TEXT NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  named INTEGER NOT NULL,
  country TEXT,
  sector TEXT,
  role_start INTEGER, role_end INTEGER, role_words TEXT,
  why TEXT NOT NULL
) STRICT;
CREATE INDEX actor_article ON actor(article, position);
CREATE INDEX actor_name ON actor(name, id);
CREATE INDEX actor_named ON actor(named, name, article);

CREATE TABLE mention (
  id TEXT PRIMARY KEY,
  article TEXT NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL,
  head INTEGER NOT NULL,
  kind TEXT NOT NULL,
  actor TEXT REFERENCES actor(id) DEFERRABLE INITIALLY DEFERRED,
  why TEXT NOT NULL
) STRICT;
CREATE INDEX mention_article ON mention(article, position);
CREATE INDEX mention_actor ON mention(actor);

CREATE TABLE moment (
  id TEXT PRIMARY KEY,
  article TEXT NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL,
  type TEXT NOT NULL,
  value TEXT NOT NULL,
  mod TEXT,
  quant TEXT,
  freq TEXT,
  earliest TEXT,
  latest TEXT,
  anchor TEXT,
  "offset" TEXT,
  reading TEXT,
  rule TEXT NOT NULL
) STRICT;
CREATE INDEX moment_article ON moment(article, position);

CREATE TABLE place (
  id TEXT PRIMARY KEY,
  article TEXT NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL,
  name TEXT NOT NULL,
  country TEXT,
  latitude REAL,
  longitude REAL,
  geonames INTEGER,
  precision TEXT NOT NULL,
  why TEXT NOT NULL
) STRICT;
CREATE INDEX place_article ON place(article, position);
CREATE INDEX place_name ON place(name COLLATE NOCASE, article);
CREATE INDEX place_words ON place(words COLLATE NOCASE, article);
CREATE INDEX place_country ON place(country, article);

CREATE TABLE statement (
  id TEXT PRIMARY KEY,
  article TEXT NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  source_start INTEGER, source_end INTEGER, source_words TEXT,
  cue_start INTEGER, cue_end INTEGER, cue_words TEXT,
  kind TEXT NOT NULL,
  speaker TEXT REFERENCES actor(id) DEFERRABLE INITIALLY DEFERRED,
  carried INTEGER NOT NULL,
  told_start INTEGER, told_end INTEGER, told_words TEXT,
  stance TEXT NOT NULL,
  moment TEXT REFERENCES moment(id) DEFERRABLE INITIALLY DEFERRED,
  within TEXT REFERENCES statement(id) DEFERRABLE INITIALLY DEFERRED,
  confidence REAL NOT NULL,
  why TEXT NOT NULL
) STRICT;
CREATE INDEX statement_article ON statement(article, position);
CREATE INDEX statement_speaker ON statement(speaker);
CREATE INDEX statement_moment ON statement(moment);
CREATE INDEX statement_within ON statement(within);

CREATE TABLE statement_content (
  statement TEXT NOT NULL REFERENCES statement(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL,
  PRIMARY KEY (statement, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE statement_via (
  statement TEXT NOT NULL REFERENCES statement(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL,
  actor TEXT REFERENCES actor(id) DEFERRABLE INITIALLY DEFERRED,
  cue_start INTEGER, cue_end INTEGER, cue_words TEXT,
  PRIMARY KEY (statement, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_via_actor ON statement_via(actor);

CREATE TABLE event (
  id TEXT PRIMARY KEY,
  article TEXT NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  type TEXT NOT NULL,
  mode TEXT,
  quad INTEGER NOT NULL,
  cameo TEXT,
  trigger_start INTEGER NOT NULL, trigger_end INTEGER NOT NULL, trigger_words TEXT NOT NULL,
  moment TEXT REFERENCES moment(id) DEFERRABLE INITIALLY DEFERRED,
  moment_from TEXT,
  place TEXT REFERENCES place(id) DEFERRABLE INITIALLY DEFERRED,
  polarity TEXT NOT NULL,
  certainty TEXT NOT NULL,
  tense TEXT NOT NULL,
  status TEXT NOT NULL,
  according_to TEXT REFERENCES statement(id) DEFERRABLE INITIALLY DEFERRED,
  confidence REAL NOT NULL,
  why TEXT NOT NULL
) STRICT;
CREATE INDEX event_article ON event(article, position);
CREATE INDEX event_type ON event(type);
CREATE INDEX event_status ON event(status);
CREATE INDEX event_moment ON event(moment);
CREATE INDEX event_place ON event(place);
CREATE INDEX event_according_to ON event(according_to);

CREATE TABLE event_context (
  event TEXT NOT NULL REFERENCES event(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  context TEXT NOT NULL,
  PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_also (
  event TEXT NOT NULL REFERENCES event(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL,
  PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_participant (
  event TEXT NOT NULL REFERENCES event(id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),
  position INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL,
  actor TEXT REFERENCES actor(id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (event, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_participant_actor ON event_participant(actor);

CREATE TABLE problem (
  entry TEXT NOT NULL,               -- the ledger's entry
  position INTEGER NOT NULL,
  page TEXT,                         -- page.id as the problem names it; no such row if unread
  source TEXT NOT NULL,
  stage TEXT NOT NULL,
  code TEXT NOT NULL,
  detail TEXT NOT NULL,
  advice TEXT NOT NULL,
  PRIMARY KEY (entry, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX problem_source ON problem(source);

-- Stories are made after pages were added; an article without a row in story_page waits for it. meta's
-- 'stories' says what code made them. A story points at articles that may have gone since: no foreign keys.
CREATE TABLE story (
  id TEXT PRIMARY KEY,
  title TEXT,
  earliest TEXT,
  latest TEXT
) STRICT;

CREATE TABLE story_article (
  story TEXT NOT NULL REFERENCES story(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  article TEXT NOT NULL UNIQUE,
  PRIMARY KEY (story, position)
) STRICT, WITHOUT ROWID;

-- What finding the pages that a new one is like needs of each; never exported (story/arrival.py).
CREATE TABLE story_page (
  article TEXT PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
  part TEXT NOT NULL,                -- the smallest article id among those that like pairs lead to
  day REAL,                          -- of publication, from 1 January of year 1
  codes BLOB NOT NULL,               -- 64 bits for each term, and its weight
  weights BLOB NOT NULL,
  forms TEXT NOT NULL                -- the terms, one a line
) STRICT;
CREATE INDEX story_page_part ON story_page(part);

CREATE TABLE story_outlet (
  story TEXT NOT NULL REFERENCES story(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (story, position)
) STRICT, WITHOUT ROWID;

-- Why an article stands in its story.
CREATE TABLE story_link (
  story TEXT NOT NULL REFERENCES story(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  article TEXT NOT NULL,
  other TEXT NOT NULL,
  score REAL NOT NULL,
  terms TEXT NOT NULL,               -- JSON array
  PRIMARY KEY (story, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE story_copy (
  story TEXT NOT NULL REFERENCES story(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  id TEXT PRIMARY KEY,
  original TEXT NOT NULL,
  article TEXT NOT NULL,
  kind TEXT NOT NULL,
  directed INTEGER NOT NULL,
  original_share REAL NOT NULL,
  article_share REAL NOT NULL,
  why TEXT NOT NULL
) STRICT;
CREATE INDEX story_copy_story ON story_copy(story, position);

CREATE TABLE story_passage (
  copy TEXT NOT NULL REFERENCES story_copy(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL,
  other_start INTEGER NOT NULL, other_end INTEGER NOT NULL, other_words TEXT NOT NULL,
  quotation INTEGER NOT NULL,
  PRIMARY KEY (copy, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE story_family (
  story TEXT NOT NULL REFERENCES story(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  articles TEXT NOT NULL,            -- JSON array
  PRIMARY KEY (story, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE story_origin (
  story TEXT NOT NULL REFERENCES story(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  articles TEXT NOT NULL,            -- JSON array
  why TEXT NOT NULL,
  evidence TEXT,                     -- JSON object
  PRIMARY KEY (story, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE story_account (
  story TEXT NOT NULL REFERENCES story(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  id TEXT PRIMARY KEY,
  matter TEXT NOT NULL,
  article TEXT NOT NULL,
  event TEXT,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL,
  according_to TEXT,
  origin TEXT NOT NULL,
  why TEXT NOT NULL
) STRICT;
CREATE INDEX story_account_story ON story_account(story, position);

CREATE TABLE story_disagreement (
  story TEXT NOT NULL REFERENCES story(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  id TEXT PRIMARY KEY,
  slot TEXT NOT NULL,
  kind TEXT NOT NULL,
  matter TEXT NOT NULL,
  why TEXT NOT NULL
) STRICT;
CREATE INDEX story_disagreement_story ON story_disagreement(story, position);

CREATE TABLE story_cell (
  disagreement TEXT NOT NULL REFERENCES story_disagreement(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  account TEXT NOT NULL,
  value TEXT,
  start INTEGER, "end" INTEGER, words TEXT,
  PRIMARY KEY (disagreement, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE story_entry (
  story TEXT NOT NULL REFERENCES story(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  earliest TEXT NOT NULL,
  latest TEXT NOT NULL,
  status TEXT NOT NULL,
  article TEXT NOT NULL,
  event TEXT NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL,
  origins TEXT NOT NULL,             -- JSON array
  PRIMARY KEY (story, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE story_guess (
  story TEXT NOT NULL REFERENCES story(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  article TEXT NOT NULL,
  dating TEXT NOT NULL,              -- JSON object
  why TEXT NOT NULL,
  PRIMARY KEY (story, position)
) STRICT, WITHOUT ROWID;

-- What analysts say of lines, apart from the machine's reading, which stands beside it unchanged. Rows are
-- only added: an undo is a further row. A line may have gone since its page was read anew: no foreign keys.
CREATE TABLE correction (
  number INTEGER PRIMARY KEY,        -- the order in which they came
  id TEXT NOT NULL UNIQUE,
  line TEXT NOT NULL,
  kind TEXT NOT NULL,
  page TEXT,
  verdict TEXT NOT NULL CHECK (verdict IN ('right', 'wrong', 'edit', 'undo')),
  field TEXT,
  value TEXT,                        -- JSON
  was TEXT,                          -- JSON object: the line as it was read then
  undoes TEXT,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,                  -- UTC
  note TEXT NOT NULL
) STRICT;
CREATE INDEX correction_line ON correction(line);
CREATE INDEX correction_page ON correction(page);
CREATE TRIGGER correction_changed BEFORE UPDATE ON correction BEGIN
  SELECT RAISE(ABORT, 'corrections are only added; undo it instead');
END;
CREATE TRIGGER correction_removed BEFORE DELETE ON correction BEGIN
  SELECT RAISE(ABORT, 'corrections are only added; undo it instead');
END;

-- Full-text search: `SELECT page FROM article_words('ferry') JOIN article ON number = rowid`.
CREATE VIRTUAL TABLE article_words USING fts5(
  title, text, content='article', content_rowid='number',
  tokenize='porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER article_added AFTER INSERT ON article BEGIN
  INSERT INTO article_words(rowid, title, text) VALUES (new.number, new.title, new.text);
END;
CREATE TRIGGER article_removed AFTER DELETE ON article BEGIN
  INSERT INTO article_words(article_words, rowid, title, text)
  VALUES ('delete', old.number, old.title, old.text);
END;

-- The usual questions.

CREATE VIEW pages AS
SELECT page.id AS page, article.title, page.source, page.url,
  CASE
    WHEN published_earliest = published_latest THEN published_earliest
    WHEN published_earliest IS NOT NULL OR published_latest IS NOT NULL
      THEN coalesce(published_earliest, '..') || '/' || coalesce(published_latest, '..')
  END AS published,
  ledger.state, ledger.pipeline,
  (SELECT count(*) FROM statement WHERE statement.article = article.id) AS statements,
  (SELECT count(*) FROM event WHERE event.article = article.id) AS events,
  (SELECT count(*) FROM problem WHERE problem.entry = page.id) AS problems
FROM page
LEFT JOIN article ON article.page = page.id
LEFT JOIN ledger ON ledger.page = page.id AND ledger.state <> 'replaced';

CREATE VIEW who_said_what AS
SELECT statement.id AS statement, actor.name AS speaker, statement.source_words, statement.cue_words,
  (SELECT group_concat(words, ' … ') FROM (
     SELECT words FROM statement_content AS piece
     WHERE piece.statement = statement.id ORDER BY position)) AS content,
  statement.kind, statement.stance, statement.told_words,
  (SELECT group_concat(words, ' < ') FROM (
     SELECT words FROM statement_via AS relay
     WHERE relay.statement = statement.id ORDER BY position)) AS via,
  moment.value AS said_at, statement.confidence, statement.why,
  pages.page, pages.title, pages.source AS page_source, pages.published
FROM statement
JOIN article ON article.id = statement.article
JOIN pages ON pages.page = article.page
LEFT JOIN actor ON actor.id = statement.speaker
LEFT JOIN moment ON moment.id = statement.moment;

CREATE VIEW who_did_what AS
SELECT event.id AS event, event.type, event.mode, event.status,
  (SELECT group_concat(name, '; ') FROM (
     SELECT coalesce(actor.name, part.words) AS name
     FROM event_participant AS part LEFT JOIN actor ON actor.id = part.actor
     WHERE part.event = event.id AND part.role = 'actor' ORDER BY part.position)) AS actors,
  (SELECT group_concat(name, '; ') FROM (
     SELECT coalesce(actor.name, part.words) AS name
     FROM event_participant AS part LEFT JOIN actor ON actor.id = part.actor
     WHERE part.event = event.id AND part.role = 'recipient' ORDER BY part.position)) AS recipients,
  event.trigger_words, moment.words AS moment_words, moment.value AS moment, place.name AS place,
  CASE
    WHEN event.according_to IS NULL THEN NULL
    ELSE coalesce(speaker.name, statement.source_words, 'a statement without a source')
  END AS according_to,
  event.confidence, event.why,
  pages.page, pages.title, pages.source AS page_source, pages.published
FROM event
JOIN article ON article.id = event.article
JOIN pages ON pages.page = article.page
LEFT JOIN moment ON moment.id = event.moment
LEFT JOIN place ON place.id = event.place
LEFT JOIN statement ON statement.id = event.according_to
LEFT JOIN actor AS speaker ON speaker.id = statement.speaker;

CREATE VIEW stories AS
SELECT story.id AS story, story.title, story.earliest, story.latest,
  (SELECT count(*) FROM story_article AS one WHERE one.story = story.id) AS pages,
  (SELECT count(*) FROM story_outlet AS one WHERE one.story = story.id) AS outlets,
  (SELECT count(*) FROM story_origin AS one WHERE one.story = story.id) AS origins,
  (SELECT count(*) FROM story_disagreement AS one
     WHERE one.story = story.id AND one.kind = 'disagreement') AS disagreements
FROM story;

CREATE VIEW story_members AS
SELECT story.id AS story, story.title AS story_title, pages.page, pages.title, pages.source AS page_source,
  pages.url, pages.published
FROM story
JOIN story_article ON story_article.story = story.id
LEFT JOIN article ON article.id = story_article.article
LEFT JOIN pages ON pages.page = article.page;

CREATE VIEW where_accounts_differ AS
SELECT story.id AS story, story.title AS story_title, one.slot, one.kind, one.matter, cell.value, cell.words,
  account.words AS account_words,
  CASE
    WHEN account.according_to IS NULL THEN NULL
    ELSE coalesce(speaker.name, statement.source_words, 'a statement without a source')
  END AS according_to,
  account.origin, pages.page, pages.title, pages.source AS page_source, pages.published, one.why
FROM story_disagreement AS one
JOIN story ON story.id = one.story
JOIN story_cell AS cell ON cell.disagreement = one.id
LEFT JOIN story_account AS account ON account.id = cell.account
LEFT JOIN article ON article.id = account.article
LEFT JOIN pages ON pages.page = article.page
LEFT JOIN statement ON statement.id = account.according_to
LEFT JOIN actor AS speaker ON speaker.id = statement.speaker;

CREATE VIEW timeline AS
SELECT story.id AS story, story.title AS story_title, entry.earliest, entry.latest, entry.status, entry.words,
  entry.origins, entry.event, pages.page, pages.title, pages.source AS page_source, pages.published
FROM story_entry AS entry
JOIN story ON story.id = entry.story
LEFT JOIN article ON article.id = entry.article
LEFT JOIN pages ON pages.page = article.page;

CREATE VIEW problems AS
SELECT problem.source, problem.stage, problem.code, problem.detail, problem.advice, problem.page
FROM problem;

CREATE VIEW quarantine AS
SELECT pages.page, pages.title, pages.source AS page_source, passage.kind, passage.why,
  passage.start, passage."end", passage.words, passage.score
FROM passage
JOIN article ON article.id = passage.article
JOIN pages ON pages.page = article.page
WHERE passage.kind NOT IN ('headline', 'summary', 'subhead', 'body', 'list', 'quote', 'caption');
