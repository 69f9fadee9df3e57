using System.Net;
using System.Net.Sockets;
using Npgsql;
using R1Code.Rewards.Service.Postgres;

namespace R1Code.Rewards.Service.Tests.Cluster;

/// <summary>A database that goes away is waited for, whatever its last words are.</summary>
public sealed class DyingServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A killed postmaster answered the request for encryption with an error: the caller got a 500 for it.</summary>
    [Theory]
    [InlineData("E")]
    [InlineData("?")]
    [InlineData("")]
    public async Task ServerIsAway_WhenItAnswersTheFirstRequestWithSomethingElse(string answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerAsync(listener, answer);
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using var source = NpgsqlDataSource.Create(
            $"Host=127.0.0.1;Port={port};Username=u;Database=d;Pooling=false"
        );

        var fault = await Assert.ThrowsAnyAsync<Exception>(async () => await source.OpenConnectionAsync(Token));

        Assert.True(Database.IsAway(fault), fault.ToString());
        await answering;
    }

    private static async Task AnswerAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync(Token);
        await using var stream = client.GetStream();
        var request = new byte[8];
        await stream.ReadExactlyAsync(request, Token);
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer), Token);
    }
}
