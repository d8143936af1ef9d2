-- Sends the requests of a file one after another: each line METHOD \t PATH \t COOKIE \t BODY. Threads share the lines.
local lines, n = {}, 0
for line in io.lines(os.getenv("BENCH_REQUESTS")) do
  local method, path, cookie, body = line:match("^(.-)\t(.-)\t(.-)\t(.*)$")
  local headers = { ["Accept-Encoding"] = "gzip", ["Connection"] = "keep-alive" }
  if cookie ~= "" then headers["Cookie"] = cookie end
  if body ~= "" then
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    headers["Referer"] = os.getenv("BENCH_ORIGIN") .. path
  end
  lines[#lines + 1] = wrk.format(method, path, headers, body ~= "" and body or nil)
end
request = function()
  n = n + 1
  return lines[(n - 1) % #lines + 1]
end
refused = 0  -- answers that did not do the deed: errors, and the way to the login page
local threads = {}
setup = function(thread) threads[#threads + 1] = thread end
response = function(status, headers)
  local to = headers["Location"] or ""
  if status >= 400 or to:sub(1, 11) == "/akun/masuk" then
    refused = refused + 1
    if refused == 1 then io.write("REFUSED " .. status .. " " .. to .. "\n") end
  end
end
done = function(summary, latency)
  local wrong = summary.errors.connect + summary.errors.read + summary.errors.timeout
  for _, thread in ipairs(threads) do wrong = wrong + thread:get("refused") end
  io.write(string.format("RESULT %d %d %.3f %.2f\n", summary.requests, wrong, summary.duration / 1e6,
    latency:percentile(99) / 1000))
end
