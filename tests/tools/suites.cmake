# lantai_tests(<program> LINK <libs…> SOURCES <files…>): builds the program and registers one
# ctest entry per source file, so that ctest -j runs suites side by side and a name tells the
# place. A source foo_test.cpp must hold the suites FooTest* (gtest filter Foo*).
function(lantai_tests program)
  cmake_parse_arguments(ARG "" "" "LINK;SOURCES" ${ARGN})
  add_executable(${program} ${ARG_SOURCES})
  target_link_libraries(${program} PRIVATE ${ARG_LINK} lantai_test_support)
  foreach(source ${ARG_SOURCES})
    get_filename_component(name ${source} NAME_WE)
    string(REGEX REPLACE "_test$" "" unit ${name})
    string(REPLACE "_" ";" words ${unit})
    set(suite "")
    foreach(word ${words})
      string(SUBSTRING ${word} 0 1 first)
      string(SUBSTRING ${word} 1 -1 rest)
      string(TOUPPER ${first} first)
      string(APPEND suite ${first}${rest})
    endforeach()
    add_test(NAME ${program}.${unit} COMMAND ${program} --gtest_filter=${suite}*)
    # A filter that matches nothing must fail instead of passing silently.
    set_tests_properties(${program}.${unit} PROPERTIES
      LABELS cpp TIMEOUT 300 FAIL_REGULAR_EXPRESSION "0 tests from 0 test suites ran")
  endforeach()
endfunction()
