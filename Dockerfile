# One image for web, workers, beat and migrations; docker-compose.yml says which of them a container is.
FROM python:3.11-slim-bookworm

# Where pip also looks, for instance for the small CPU build of torch (see the README).
ARG PIP_EXTRA_INDEX_URL=""
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    DJANGO_SETTINGS_MODULE=workbench.settings \
    WORKBENCH_DATA=/srv/workbench/.data

WORKDIR /srv/workbench
RUN useradd --system --uid 10001 --home-dir /srv/workbench --shell /usr/sbin/nologin workbench

COPY requirements.txt ./
RUN pip install -r requirements.txt

COPY . ./
# The key exists for this one command: collecting files signs nothing.
RUN mkdir -p "$WORKBENCH_DATA" \
    && SECRET_KEY=collecting-static-files-only python manage.py collectstatic --noinput --verbosity 0 \
    && python -m compileall -q claims verification workbench \
    && chown -R workbench:workbench "$WORKBENCH_DATA"

USER 10001
EXPOSE 8000
CMD ["gunicorn", "workbench.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "2", "--worker-class", "gthread", \
     "--threads", "4", "--no-control-socket", "--worker-tmp-dir", "/dev/shm", "--access-logfile", "-"]
