# Thin on purpose: set-up in .setup/, the build in CMakeLists.txt and CMakePresets.json.
SHELL := /bin/bash
PORT ?= 8080
DATA ?= data
JOBS ?= 2
export PORT DATA

.PHONY: run build web test test-asan bench clean install

# Everything from a bare Debian 12 to a running server with the demo archive.
run: build web
	@exec .setup/run.sh

# The programs lantai and lantai-extract in build/bin/.
build: install
	@.setup/build.sh default lantai lantai-extract

# The web client in server/web/dist/.
web: install
	@.setup/web.sh

install:
	@.setup/install.sh run

test:
	@.setup/install.sh test
	@.setup/build.sh default
	@.setup/web.sh
	@. .setup/env.sh && ctest --preset default -j$(JOBS)

# The C++ tests again under AddressSanitizer, LeakSanitizer and UndefinedBehaviorSanitizer.
test-asan:
	@.setup/install.sh test
	@.setup/build.sh asan
	@. .setup/env.sh && ctest --preset asan -j$(JOBS)

bench: install
	@.setup/build.sh default
	@/usr/bin/python3 tests/bench/run.py build/bin

clean:
	rm -rf build build-asan server/web/dist server/web/node_modules
