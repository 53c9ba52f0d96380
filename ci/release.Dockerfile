# A small image of a released program: `docker build -f ci/release.Dockerfile --build-arg ARCHIVE=vattel-….tar.gz -t vattel .`
# in a folder that holds the archive for Linux, of the kind of machine on which the image runs.
FROM debian:stable-slim AS unpack
ARG ARCHIVE=vattel-x86_64-unknown-linux-gnu.tar.gz
COPY ${ARCHIVE} /archive.tar.gz
RUN tar -xzf /archive.tar.gz --strip-components=1

FROM debian:stable-slim
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/*
COPY --from=unpack /vattel /usr/local/bin/vattel
RUN vattel --version
# The user `nobody`.
USER 65534
WORKDIR /drafts
# GitLab runs its own shell in the image, so that there is no entry point.
CMD ["vattel", "check", "."]
