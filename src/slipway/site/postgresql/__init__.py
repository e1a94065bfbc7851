"""Django's PostgreSQL, with statements that it prepares (`slipway.statements`) and connections that are asked less."""
