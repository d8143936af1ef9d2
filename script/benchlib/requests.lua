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
local wrong = 0
response = function(status)
  if status >= 400 then wrong = wrong + 1 end
  if wrong == 1 and status >= 400 then io.write("first wrong status " .. status .. "\n") end
end
done = function(summary, latency)
  io.write(string.format("RESULT %d %d %.3f %.2f\n", summary.requests, summary.errors.status,
    summary.duration / 1e6, latency:percentile(99) / 1000))
end
