"""Runs a site on one machine as a real one runs: separate processes, PostgreSQL, Redis, nginx in front.

    DATABASE_URL=postgresql://... REDIS_URL=redis://... make services

Applies the migrations, writes the settings of nginx from the template the containers use, then becomes supervisord.
Without nginx the web process answers by itself, live pages included.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path
from string import Template

from deploy.hall_env import hall_environment

ROOT = Path(__file__).resolve().parent.parent
# What the system's own nginx.conf would say around our template; nothing outside the folder is written.
NGINX = Template("""\
daemon off;
pid $folder/nginx.pid;
error_log stderr warn;
events { worker_connections 4096; }
http {
    access_log off;
    client_body_temp_path $folder/body;
    proxy_temp_path $folder/proxy;
    fastcgi_temp_path $folder/fastcgi;
    uwsgi_temp_path $folder/uwsgi;
    scgi_temp_path $folder/scgi;
$server
}
""")


def services_environment(given: dict[str, str], nginx: str | None) -> dict[str, str]:
    """What the processes are told beside the caller's environment. Without nginx the web process takes its place."""
    port = int(given.get("PORT", "8000"))
    folder = Path(given.get("RUN_FOLDER") or ROOT / "var" / "services")
    web_processes = int(given.get("WEB_PROCESSES") or 1)
    host = given.get("HOST") or "127.0.0.1"
    settings = hall_environment(folder / "secret.env", given | {"HOST": host, "PORT": str(port)})
    own: dict[str, str] = {
        "ALLOWED_HOSTS": given.get("ALLOWED_HOSTS") or settings["ALLOWED_HOSTS"],
        "TRUSTED_PROXY_COUNT": "1" if nginx else "0",
        "ROOT": str(ROOT),
        "RUN_FOLDER": str(folder),
        "PYTHON": sys.executable,
        "NGINX": nginx or "none",
        "WITH_NGINX": "true" if nginx else "false",
        "WEB_HOST": "127.0.0.1" if nginx else host,
        "WEB_PORT": str(port + 1 if nginx else port),
        "LIVE_PORT": str(port + 2),
        "WEB_PROCESSES": str(web_processes),
    }
    if web_processes > 1:
        own["THREAD_SWITCH_SECONDS"] = given.get("THREAD_SWITCH_SECONDS") or "0.0005"
        own["PROMETHEUS_MULTIPROC_DIR"] = str(folder / "figures")
    return settings | given | own


def nginx_settings(environment: dict[str, str], listen: str) -> str:
    """The template of the containers with this machine's addresses in it."""
    template = (ROOT / "deploy" / "nginx.conf.template").read_text()
    filled = {
        "LISTEN": listen,
        "WEB_ADDRESS": f"127.0.0.1:{environment['WEB_PORT']}",
        "LIVE_ADDRESS": f"127.0.0.1:{environment['LIVE_PORT']}",
        "FORWARDED_PROTO": "$scheme",
    }
    for name, value in filled.items():  # nginx has $names of its own, so not string.Template
        template = template.replace(f"${{{name}}}", value)
    return NGINX.substitute(folder=environment["RUN_FOLDER"], server=template)


def manage(environment: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)  # noqa: S603  -- reason: our own commands


def main() -> None:
    parser = argparse.ArgumentParser(description="Run a site's processes on this machine.")
    parser.add_argument("--demo", action="store_true", help="bring in the demonstration first")
    options = parser.parse_args()
    missing = [name for name in ("DATABASE_URL", "REDIS_URL") if not os.environ.get(name)]
    if missing:
        sys.exit(f"Please set {' and '.join(missing)} in the environment or in .env, for example:\n"
                 "  DATABASE_URL=postgresql://localhost/s3platform REDIS_URL=redis://localhost:6379/0 make services")  # fmt: skip
    nginx = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    environment = services_environment(dict(os.environ), nginx)
    folder = Path(environment["RUN_FOLDER"])
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder / "figures", ignore_errors=True)  # what earlier processes counted
    (folder / "figures").mkdir()
    host = os.environ.get("HOST") or "127.0.0.1"
    (folder / "nginx.conf").write_text(
        nginx_settings(environment, f"{host}:{environment.get('PORT', '8000')}")
    )
    if not nginx:
        print("nginx is not installed: the web process answers alone, live pages included.", flush=True)
    for command in ("migrate --verbosity 0", *(("seed_demo", "demo_accounts") if options.demo else ())):
        manage(environment, *command.split())
    print(f"{environment['PUBLIC_URL']} - stop with Ctrl-C", flush=True)
    os.chdir(ROOT)
    program = Path(sys.executable).with_name("supervisord")
    arguments = [str(program), "-c", str(ROOT / "deploy" / "supervisord.conf")]
    os.execve(program, arguments, environment)  # noqa: S606  -- reason: this process becomes the supervisor


if __name__ == "__main__":
    main()
