"""`somearkiv serve`: the web interface."""

from typing import Annotated

import typer

from archiver.text import Text
from cli.command import Translate
from cli.door import Door

HELP = Text("Visar webbgränssnittet tills det stoppas.", "Serves the web interface until it is stopped.")
HOST = Text("Adress att lyssna på i stället för inställningens.", "Address to listen on instead of the setting's.")
PORT = Text("Port i stället för inställningens.", "Port instead of the setting's.")
SERVING = Text("Öppna {url} i en webbläsare. Avsluta med Ctrl+C.", "Open {url} in a browser. Stop with Ctrl+C.")


def register(app: typer.Typer, t: Translate) -> None:
    """Add the command."""

    @app.command(help=t(HELP))
    def serve(
        context: typer.Context,
        host: Annotated[str | None, typer.Option(help=t(HOST))] = None,
        port: Annotated[int | None, typer.Option(help=t(PORT))] = None,
    ) -> None:
        from dataclasses import replace

        from jobs.context import opened
        from web.server import log_to_stderr, measured_beside, replaying_beside, server

        door: Door = context.obj
        config = door.config()
        web = replace(config.web, host=host or config.web.host, port=port or config.web.port)
        if config.web.base_url == f"http://{config.web.host}:{config.web.port}":
            web = replace(web, base_url=f"http://{web.host}:{web.port}")
        config = replace(config, web=web)
        with opened(config) as archive:
            log_to_stderr()
            door.warn(SERVING, url=web.base_url)
            with replaying_beside(config, archive), measured_beside(config, archive):
                server(config, archive).run()
