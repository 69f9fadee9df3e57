using System.Runtime.InteropServices;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace R1Code.Sandbox.Containers;

/// <content>One container of the engine, and its streams.</content>
internal sealed partial class DockerEngine
{
    private sealed class DockerContainer : IContainer
    {
        private readonly DockerEngine _engine;
        private readonly string _id;
        private readonly MultiplexedStream _streams;
        private readonly ErrorText _errors = new();
        private int _disposed;

        public DockerContainer(DockerEngine engine, string id, string role, MultiplexedStream streams)
        {
            _engine = engine;
            _id = id;
            _streams = streams;
            Name = NameOf(role, id);
            Input = new InputStream(streams);
            Output = new OutputStream(streams, _errors);
        }

        public string Name { get; }

        public Stream Input { get; }

        public Stream Output { get; }

        public string Errors => _errors.ToString();

        public async Task<ContainerState> InspectAsync(CancellationToken cancellationToken)
        {
            var container = await _engine.CallAsync(
                "inspect a box",
                token => _engine._client.Containers.InspectContainerAsync(_id, token),
                cancellationToken
            );
            return container.State is not { } state
                ? new ContainerState(Running: false, ExitCode: null, OutOfMemory: false)
                : new ContainerState(state.Running, state.Running ? null : (int)state.ExitCode, state.OOMKilled);
        }

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
            {
                _streams.Dispose();
                await _engine.RemoveAsync(_id);
            }
        }
    }

    private sealed class InputStream(MultiplexedStream streams) : OneWayStream(canRead: false)
    {
        public override async ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            var bytes = MemoryMarshal.TryGetArray(buffer, out var segment) ? segment : new(buffer.ToArray());
            await streams.WriteAsync(bytes.Array!, bytes.Offset, bytes.Count, cancellationToken);
        }
    }

    // Both outputs arrive on one connection; whoever reads the standard output keeps the other one's tail on the way.
    private sealed class OutputStream(MultiplexedStream streams, ErrorText errors) : OneWayStream(canRead: true)
    {
        private readonly byte[] _buffer = new byte[64 * 1024];

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            while (true)
            {
                var wanted = Math.Min(buffer.Length, _buffer.Length);
                var read = await streams.ReadOutputAsync(_buffer, 0, wanted, cancellationToken);
                if (read.EOF)
                {
                    return 0;
                }

                if (read.Target == MultiplexedStream.TargetStream.StandardOut)
                {
                    _buffer.AsSpan(0, read.Count).CopyTo(buffer.Span);
                    return read.Count;
                }

                errors.Append(_buffer.AsSpan(0, read.Count));
            }
        }
    }

    // Reported at once, on the loading thread: the last message says why a load failed.
    private sealed class LoadMessages : IProgress<JSONMessage>
    {
        public string Last { get; private set; } = "nothing";

        public void Report(JSONMessage value) => Last = value.Error?.Message ?? value.Stream ?? value.Status ?? Last;
    }
}
