/** ltijs on its Sequelize plugin and PostgreSQL, as its README sets it up. MongoDB, its usual store, is not in Debian. */
const { Provider } = require("ltijs");
const Database = require("ltijs-sequelize");

const { BENCH_POSTGRESQL, BENCH_LMS, BENCH_PORT, BENCH_ISSUER, BENCH_CLIENT_ID, BENCH_ORIGIN } = process.env;
const database = new Database("bench", "bench", "", { host: BENCH_POSTGRESQL, dialect: "postgres", logging: false });

Provider.setup("only-for-the-bench", { plugin: database }, {
  appRoute: "/",
  loginRoute: "/login",
  cookies: { secure: false, sameSite: "" },
  devMode: false,
});
Provider.onConnect((token, request, response) => response.send(
  `<!doctype html><html><head><title>Loops lab</title></head><body><p>Hello ${token.userInfo.name}</p></body></html>`,
));

(async () => {
  await Provider.deploy({ port: Number(BENCH_PORT), silent: true });
  await Provider.registerPlatform({
    url: BENCH_ISSUER,
    name: "Canvas",
    clientId: BENCH_CLIENT_ID,
    authenticationEndpoint: `${BENCH_ORIGIN}/api/lti/authorize_redirect`,
    accesstokenEndpoint: `${BENCH_ORIGIN}/login/oauth2/token`,
    authConfig: { method: "JWK_SET", key: `${BENCH_LMS}/jwks` },
  });
  console.log("ready");
})();
