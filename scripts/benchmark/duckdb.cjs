// Prints what DuckDB answers to a query: duckdb.cjs THREADS QUERY, with the package @duckdb/node-api.
const { DuckDBInstance } = require("@duckdb/node-api");

async function main(threads, query) {
  const instance = await DuckDBInstance.create(":memory:", { threads });
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(query);
  console.log(JSON.stringify(reader.getRowsJson()));
}

main(...process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
