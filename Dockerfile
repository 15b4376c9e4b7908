# dsforge alone in an otherwise empty file system. compose.yaml runs it beside Ollama.

FROM node:20.19-bookworm-slim AS page
WORKDIR /dsforge/ui
COPY ui/package.json ui/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY ui .
COPY openapi ../openapi
RUN npm run build

FROM rust:1.95-slim-bookworm AS program
WORKDIR /dsforge
COPY . .
# Newer than its sources, so the build takes it as it is and needs no Node.js.
COPY --from=page /dsforge/ui/dist ui/dist
RUN target="$(rustc -vV | sed -n 's/^host: //p')" \
    && RUSTFLAGS='-C target-feature=+crt-static' cargo build --release --locked --bin dsforge --target "$target" \
    && mkdir -p /image/data /image/secret /image/etc/ssl/certs \
    && cp /etc/ssl/certs/ca-certificates.crt /image/etc/ssl/certs/ \
    && cp "target/$target/release/dsforge" /image/

FROM scratch
COPY --from=program --chown=65532:65532 /image /
USER 65532:65532
ENV DSFORGE_DATA_DIR=/data \
    DSFORGE_SECRET_FILE=/secret/secret.json \
    DSFORGE_NO_OPEN=1 \
    DSFORGE_BIND=0.0.0.0 \
    DSFORGE_ALLOW_HOST=localhost
VOLUME ["/data", "/secret"]
EXPOSE 7411
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["/dsforge", "health"]
ENTRYPOINT ["/dsforge"]
CMD ["serve"]
