# The production image: locked runtime libraries only, no compiler, no development tools.
ARG CITRA_PYTHON=python:3.11-slim-bookworm
FROM ${CITRA_PYTHON}

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    STATIC_ROOT=/srv/static \
    BERKAS_DIR=/srv/berkas \
    XDG_CACHE_HOME=/tmp

# What pip cannot bring: Pango draws the PDF documents; the client of PostgreSQL, of the same
# version as the server, makes the backups.
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      fonts-dejavu-core libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 postgresql-common \
 && /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y \
 && apt-get install -y --no-install-recommends postgresql-client-18 \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /pijar
COPY requirements.txt .
RUN pip install --require-hashes -r requirements.txt
COPY . .

# collectstatic talks to no server; the addresses only satisfy the settings.
RUN SECRET_KEY=bangun DATABASE_URL=postgres://bangun@localhost/bangun REDIS_URL=redis://localhost/0 \
      python manage.py collectstatic --noinput \
 && groupadd --gid 10001 pijar \
 && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin pijar \
 && install -d -o pijar -g pijar -m 700 /srv/berkas /srv/cadangan /srv/jadwal

# A process that opens a file from outside writes nothing, so its programs are compiled here.
RUN python -m compileall -q pijar/anak pijar/excel pijar/unggahan

USER 10001:10001
EXPOSE 8000
CMD ["gunicorn", "pijar.wsgi", "--bind", "0.0.0.0:8000", "--no-control-socket", "--logger-class=pijar.catatan_gunicorn.Catatan"]
