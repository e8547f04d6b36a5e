# docker build -t maintcal . ; docs/operations.md tells how it is run.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# better-sqlite3 fetches its binary; nothing else needs an install script.
RUN npm ci --ignore-scripts && npm rebuild better-sqlite3
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY parsers parsers
COPY src src
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:22-bookworm-slim
ENV NODE_ENV=production MAINTCAL_DB=/data/maintcal.db CALENDAR=ics:/data/maintenance.ics LOG_FORMAT=json
WORKDIR /app
COPY package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY data data
RUN install -d -o node -g node -m 0700 /data
VOLUME /data
USER node
EXPOSE 8480
ENTRYPOINT ["node", "/app/dist/src/cli.js"]
CMD ["sync", "-v"]
