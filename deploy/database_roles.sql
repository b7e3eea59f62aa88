-- Two roles: the owner migrates; the application works with rows and can neither change tables nor rewrite the audit.
-- Run once by the owner of an empty database, before the first migration:
--   psql -v application_password="'...'" -f deploy/database_roles.sql
-- What later migrations create is granted by the default privileges below.
CREATE ROLE s3_application LOGIN PASSWORD :application_password NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO s3_application;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO s3_application;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO s3_application;
ALTER ROLE s3_application SET synchronous_commit = on;
ALTER ROLE s3_application SET default_transaction_isolation = 'read committed';
-- A page that takes this long is broken; imports run in the worker, in steps.
ALTER ROLE s3_application SET statement_timeout = '60s';
ALTER ROLE s3_application SET idle_in_transaction_session_timeout = '60s';
