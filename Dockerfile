# octosync in a container: the bundle, Node, Git (for `base: git`) and ssh-keygen (for signed approvals). Not root, and
# nothing is written but in /work and /tmp:
#
#   docker run --rm --read-only --user "$(id -u):$(id -g)" -v "$PWD:/work" ghcr.io/octosync/octosync --version
#
# docs/releasing.md says more. Both stages are of one image, pinned to its digest: change both lines together.
FROM node:24.20.0-bookworm-slim@sha256:ba849c60be29959425b8734d57b8b4b7d56f98edd9504c9af091d5281095a71e AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json README.md CHANGELOG.md CONTRIBUTING.md SECURITY.md LICENSE ./
COPY bin/run.js bin/
COPY scripts scripts
COPY schema schema
COPY snapshots snapshots
COPY docs docs
COPY src src
RUN mkdir -p /out/bin /out/octosync \
  && npm pack --pack-destination /out \
  && tar -xzf /out/octosync-*.tgz -C /out/octosync --strip-components 1 \
  && rm /out/octosync-*.tgz \
  && ln -s ../octosync/bin/run.js /out/bin/octosync

FROM node:24.20.0-bookworm-slim@sha256:ba849c60be29959425b8734d57b8b4b7d56f98edd9504c9af091d5281095a71e
ARG VERSION=unknown
ARG REVISION=unknown
LABEL org.opencontainers.image.title="octosync" \
  org.opencontainers.image.description="Keep Octopus Deploy spaces in sync: snapshot, diff, review, apply." \
  org.opencontainers.image.licenses="MIT" \
  org.opencontainers.image.source="https://github.com/octosync/octosync" \
  org.opencontainers.image.documentation="https://github.com/octosync/octosync#readme" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates git openssh-client \
  && rm -rf /var/lib/apt/lists/*
COPY --from=build /out /opt
ENV PATH=/opt/bin:$PATH
# Temporary folders: a volume is writable where the root file system is not.
VOLUME ["/tmp"]
# By number, so that Kubernetes can see that it is not root.
USER 1000:1000
WORKDIR /work
ENTRYPOINT ["octosync"]
CMD ["--help"]
