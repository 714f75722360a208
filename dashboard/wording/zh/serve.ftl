### Starting the server.

serve = 在浏览器里显示 Misread，直到按下 Ctrl+C。
serve-host = 监听的地址；0.0.0.0 允许其他电脑访问（默认：127.0.0.1，只限这台电脑）
serve-port = 监听的端口（默认：从 { $first } 起第一个空闲的端口）
serve-no-browser = 不打开浏览器
serve-allowed-host = 别人访问时用的主机名，例如前面代理的名字；可以写多次，写了就进入共享模式
serve-address = 显示可以打开 Misread 的完整地址，然后结束；端口不是 { $first } 时用 --port 指定
serve-not-a-port = { $text } 不是 1 到 65535 之间的数
serve-port-taken = 端口 { $first } 已被占用，Misread 改用 { $port }。
serve-ready = 按 Ctrl+C 停止 Misread。Misread 的地址：{ $address }
serve-stopped = Misread 已停止。

## A personal Misread, opened without its token

refused-title = 这个 Misread 只属于一位用户
refused-reason = 只有用带令牌（token）的完整地址才能打开，这样这台电脑上的其他用户就进不来。
refused-remedy = 请打开 Misread 在终端里显示的完整地址。在 Misread 的文件夹里运行下面的命令，可以再次显示这个地址：
refused-link = 如果以前用这个浏览器打开过 Misread，而这次是从别的网页上的链接过来的：
refused-again = 再次打开

## Errors

error-port-in-use = { $host } 的端口 { $port } 已被其他程序占用。Misread 需要一个自己的端口。停止那个程序，或用 --port 指定另一个端口；不写 --port 就自动使用下一个空闲端口。
error-ports-in-use = 端口 { $first } 到 { $last } 都被占用了。Misread 需要其中一个，或由你指定一个。停止不再需要的程序，或用 --port 指定一个空闲端口。
error-port-forbidden = 这台电脑不允许使用端口 { $port }。1024 以下的端口和少数其他端口留给系统。用 --port 指定另一个端口，例如 8501。
error-host-unknown = 这台电脑没有 { $host } 这个地址。主机必须是这台电脑自己的地址。不写 --host 就使用 127.0.0.1；写 0.0.0.0 则允许其他电脑访问。
error-host-misnamed = “{ $name }”不是主机名。这里只能写名字，例如 misread.example.org：不要写 https://、端口，也不要写后面的路径。请在 --allowed-host 或 MISREAD_ALLOWED_HOSTS 里改正。
