#!/bin/sh
# Called by the PostgreSQL image when its volume is empty.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  --set application_password="'$APPLICATION_PASSWORD'" --file /srv/database_roles.sql
